package dev.touchline.cli.load;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.touchline.cli.authority.Authority;
import dev.touchline.cli.peer.Address;
import dev.touchline.cli.peer.Connections;
import dev.touchline.cli.peer.Identity;
import dev.touchline.cli.peer.Patience;
import dev.touchline.cli.peer.Peers;
import dev.touchline.cli.peer.Service;
import dev.touchline.member.v1.MemberInput;
import dev.touchline.member.v1.MemberServiceGrpc;
import dev.touchline.member.v1.OrganisationServiceGrpc;
import dev.touchline.member.v1.UpsertMemberResult;
import dev.touchline.member.v1.UpsertMembersRequest;
import dev.touchline.member.v1.UpsertMembersResponse;
import dev.touchline.member.v1.UpsertOrganisationRequest;
import dev.touchline.member.v1.UpsertOrganisationResponse;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.OrderIngestServiceGrpc;
import dev.touchline.order.v1.StreamDocumentsRequest;
import dev.touchline.order.v1.StreamDocumentsResponse;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.ItemOutcome;
import dev.touchline.type.v1.ItemResult;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A real gRPC server that speaks three of the contracts, keeps what it is sent, and stumbles when it is told to. */
final class FakeServices implements AutoCloseable {
    final List<MemberInput> members = new ArrayList<>();
    final List<Document> documents = new ArrayList<>();
    final List<String> units = new ArrayList<>();
    int failuresToCome;
    int streamsToBreak;
    String rejectedNumber = "";
    private final Set<ByteString> seen = new HashSet<>();
    private final Server server;
    private final Connections connections;

    FakeServices(Path folder) throws IOException {
        Path authority = folder.resolve("authority");
        Path tls = Authority.ensure(authority, Instant.now(), Authority.CERTIFICATE_LIFE)
                .tls(Service.MEMBER);
        server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .useTransportSecurity(
                        tls.resolve("tls.crt").toFile(), tls.resolve("tls.key").toFile())
                .addService(new Members())
                .addService(new Organisation())
                .addService(new Orders())
                .build()
                .start();
        Map<Service, Address> addresses = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            addresses.put(service, new Address("127.0.0.1", server.getPort()));
        }
        connections = new Connections(
                new Peers(addresses),
                Identity.local(authority),
                new Patience(Duration.ofSeconds(10), Duration.ofSeconds(10)));
    }

    Connections connections() {
        return connections;
    }

    @Override
    public void close() {
        connections.close();
        server.shutdownNow();
    }

    private synchronized ItemResult take(int index, ByteString content, String number) {
        ItemResult.Builder result = ItemResult.newBuilder().setIndex(index);
        if (!number.isEmpty() && number.equals(rejectedNumber)) {
            return result.setOutcome(ItemOutcome.ITEM_OUTCOME_QUARANTINED)
                    .setReason(ErrorReason.ERROR_REASON_TOTAL_MISMATCH)
                    .setMessage("stated_total_minor: 1 (expected: 2)")
                    .build();
        }
        boolean isNew = seen.add(content);
        return result.setOutcome(isNew ? ItemOutcome.ITEM_OUTCOME_ACCEPTED : ItemOutcome.ITEM_OUTCOME_DUPLICATE)
                .build();
    }

    private final class Members extends MemberServiceGrpc.MemberServiceImplBase {
        @Override
        public void upsertMembers(UpsertMembersRequest request, StreamObserver<UpsertMembersResponse> answer) {
            synchronized (FakeServices.this) {
                if (failuresToCome > 0) {
                    failuresToCome--;
                    answer.onError(Status.UNAVAILABLE.asRuntimeException());
                    return;
                }
                UpsertMembersResponse.Builder response = UpsertMembersResponse.newBuilder();
                for (MemberInput member : request.getMembersList()) {
                    members.add(member);
                    response.addResults(UpsertMemberResult.newBuilder()
                            .setResult(take(response.getResultsCount(), member.toByteString(), "")));
                }
                answer.onNext(response.build());
                answer.onCompleted();
            }
        }
    }

    /** Answers by kind, as the contract says. */
    private final class Organisation extends OrganisationServiceGrpc.OrganisationServiceImplBase {
        @Override
        public void upsertOrganisation(
                UpsertOrganisationRequest request, StreamObserver<UpsertOrganisationResponse> answer) {
            UpsertOrganisationResponse.Builder response = UpsertOrganisationResponse.newBuilder();
            for (var field : request.getAllFields().entrySet()) {
                for (Object unit : (List<?>) field.getValue()) {
                    Message message = (Message) unit;
                    Object key = message.getField(message.getDescriptorForType().findFieldByName("key"));
                    units.add(key.toString());
                    response.addResults(take(response.getResultsCount(), message.toByteString(), key.toString()));
                }
            }
            answer.onNext(response.build());
            answer.onCompleted();
        }
    }

    private final class Orders extends OrderIngestServiceGrpc.OrderIngestServiceImplBase {
        @Override
        public StreamObserver<StreamDocumentsRequest> streamDocuments(StreamObserver<StreamDocumentsResponse> answers) {
            return new StreamObserver<>() {
                @Override
                public void onNext(StreamDocumentsRequest batch) {
                    synchronized (FakeServices.this) {
                        if (streamsToBreak > 0) {
                            streamsToBreak--;
                            answers.onError(Status.UNAVAILABLE.asRuntimeException());
                            return;
                        }
                        StreamDocumentsResponse.Builder response =
                                StreamDocumentsResponse.newBuilder().setBatchId(batch.getBatchId());
                        for (Document document : batch.getDocumentsList()) {
                            documents.add(document);
                            response.addResults(take(
                                    response.getResultsCount(),
                                    document.toByteString(),
                                    document.getKey().getNumber()));
                        }
                        answers.onNext(response.build());
                    }
                }

                @Override
                public void onError(Throwable cause) {
                    // The sender went away.
                }

                @Override
                public void onCompleted() {
                    answers.onCompleted();
                }
            };
        }
    }
}
