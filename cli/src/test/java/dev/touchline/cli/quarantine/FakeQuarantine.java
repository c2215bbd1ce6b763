package dev.touchline.cli.quarantine;

import dev.touchline.cli.authority.Authority;
import dev.touchline.cli.peer.Service;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.CountQuarantineRequest;
import dev.touchline.order.v1.CountQuarantineResponse;
import dev.touchline.order.v1.DecideQuarantineRequest;
import dev.touchline.order.v1.DecideQuarantineResponse;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.ExplainQuarantineRequest;
import dev.touchline.order.v1.ExplainQuarantineResponse;
import dev.touchline.order.v1.ListQuarantineRequest;
import dev.touchline.order.v1.ListQuarantineResponse;
import dev.touchline.order.v1.OrderIngestServiceGrpc;
import dev.touchline.order.v1.QuarantineCount;
import dev.touchline.order.v1.QuarantineState;
import dev.touchline.order.v1.QuarantinedDocument;
import dev.touchline.order.v1.Replay;
import dev.touchline.order.v1.ReplayMatchingRequest;
import dev.touchline.order.v1.ReplayMatchingResponse;
import dev.touchline.order.v1.ReplayQuarantineRequest;
import dev.touchline.order.v1.ReplayQuarantineResponse;
import dev.touchline.order.v1.ReplayStay;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.DocumentType;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.ItemOutcome;
import dev.touchline.type.v1.ItemResult;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A real gRPC server with a quarantine in memory, whose documents leave as soon as their stated total is gone. */
final class FakeQuarantine implements AutoCloseable {
    final Map<Long, QuarantinedDocument> rows = new TreeMap<>();
    final List<ReplayQuarantineRequest> replays = new ArrayList<>();
    final List<ReplayMatchingRequest> matching = new ArrayList<>();
    final List<DecideQuarantineRequest> decisions = new ArrayList<>();
    ExplainQuarantineResponse explanation = ExplainQuarantineResponse.getDefaultInstance();
    private final Server server;
    private final Path authority;
    private final Path token;

    FakeQuarantine(Path folder) throws IOException {
        authority = folder.resolve("authority");
        Path tls = Authority.ensure(authority, Instant.now(), Authority.CERTIFICATE_LIFE)
                .tls(Service.ORDER_INGEST);
        token = Files.writeString(folder.resolve("token"), "a.b.c");
        server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .useTransportSecurity(
                        tls.resolve("tls.crt").toFile(), tls.resolve("tls.key").toFile())
                .addService(new Orders())
                .build()
                .start();
    }

    /** A command line that asks this server. */
    String[] asking(String... arguments) {
        return Stream.concat(
                        Arrays.stream(arguments),
                        Stream.of(
                                "--order-ingest-svc",
                                "127.0.0.1:" + server.getPort(),
                                "--ca",
                                authority.resolve("ca.crt").toString(),
                                "--token-file",
                                token.toString()))
                .toArray(String[]::new);
    }

    /** Puts an order aside whose stated total is wrong. */
    synchronized void add(long id, String source, String number) {
        DocumentKey key = DocumentKey.newBuilder()
                .setSource(source)
                .setType(DocumentType.DOCUMENT_TYPE_ORDER)
                .setNumber(number)
                .build();
        rows.put(
                id,
                QuarantinedDocument.newBuilder()
                        .setQuarantineId(id)
                        .setReason(ErrorReason.ERROR_REASON_TOTAL_MISMATCH)
                        .setMessage("stated_total_minor: 1 (expected: 2, the sum of the lines)")
                        .setState(QuarantineState.QUARANTINE_STATE_OPEN)
                        .setDocument(AcceptedDocument.newBuilder()
                                .setDocument(Document.newBuilder().setKey(key).setStatedTotalMinor(1)))
                        .build());
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private final class Orders extends OrderIngestServiceGrpc.OrderIngestServiceImplBase {
        @Override
        public void countQuarantine(CountQuarantineRequest request, StreamObserver<CountQuarantineResponse> answer) {
            synchronized (FakeQuarantine.this) {
                CountQuarantineResponse.Builder counts = CountQuarantineResponse.newBuilder();
                rows.values().stream()
                        .map(row -> row.getDocument().getDocument().getKey().getSource())
                        .filter(source -> request.getSource().isEmpty() || source.equals(request.getSource()))
                        .distinct()
                        .sorted()
                        .forEach(source -> counts.addCounts(QuarantineCount.newBuilder()
                                .setReason(ErrorReason.ERROR_REASON_TOTAL_MISMATCH)
                                .setSource(source)
                                .setOpen(rows.values().stream()
                                        .filter(row -> of(row, source))
                                        .count())
                                .setClosed(1)));
                done(answer, counts.build());
            }
        }

        @Override
        public void listQuarantine(ListQuarantineRequest request, StreamObserver<ListQuarantineResponse> answer) {
            synchronized (FakeQuarantine.this) {
                long after = request.getPageToken().isEmpty() ? 0 : Long.parseLong(request.getPageToken());
                List<QuarantinedDocument> found = rows.values().stream()
                        .filter(row -> row.getQuarantineId() > after)
                        .filter(row -> request.getSource().isEmpty() || of(row, request.getSource()))
                        .limit(request.getPageSize())
                        .toList();
                ListQuarantineResponse.Builder page =
                        ListQuarantineResponse.newBuilder().addAllDocuments(found);
                if (found.size() == request.getPageSize()) {
                    page.setNextPageToken(
                            Long.toString(found.get(found.size() - 1).getQuarantineId()));
                }
                done(answer, page.build());
            }
        }

        @Override
        public void explainQuarantine(
                ExplainQuarantineRequest request, StreamObserver<ExplainQuarantineResponse> answer) {
            done(answer, explanation);
        }

        @Override
        public void replayQuarantine(ReplayQuarantineRequest request, StreamObserver<ReplayQuarantineResponse> answer) {
            synchronized (FakeQuarantine.this) {
                replays.add(request);
                ReplayQuarantineResponse.Builder results = ReplayQuarantineResponse.newBuilder();
                for (Replay replay : request.getReplaysList()) {
                    results.addResults(replayed(replay).setIndex(results.getResultsCount()));
                }
                done(answer, results.build());
            }
        }

        @Override
        public void replayMatching(ReplayMatchingRequest request, StreamObserver<ReplayMatchingResponse> answer) {
            synchronized (FakeQuarantine.this) {
                matching.add(request);
                long after = request.getPageToken().isEmpty() ? 0 : Long.parseLong(request.getPageToken());
                ReplayMatchingResponse.Builder page = ReplayMatchingResponse.newBuilder();
                // One document a page, so that the command must ask for more.
                rows.values().stream()
                        .filter(row -> row.getQuarantineId() > after)
                        .filter(row -> request.getSource().isEmpty() || of(row, request.getSource()))
                        .findFirst()
                        .ifPresent(row -> page.setQuarantined(1)
                                .setNextPageToken(Long.toString(row.getQuarantineId()))
                                .addStays(ReplayStay.newBuilder()
                                        .setQuarantineId(row.getQuarantineId())
                                        .setReason(row.getReason())
                                        .setMessage(row.getMessage())));
                done(answer, page.build());
            }
        }

        private ItemResult.Builder replayed(Replay replay) {
            if (replay.hasCorrected() || replay.getChangesCount() > 0) {
                rows.remove(replay.getQuarantineId());
                return ItemResult.newBuilder().setOutcome(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
            }
            QuarantinedDocument row = rows.get(replay.getQuarantineId());
            return row == null
                    ? ItemResult.newBuilder().setOutcome(ItemOutcome.ITEM_OUTCOME_DUPLICATE)
                    : ItemResult.newBuilder()
                            .setOutcome(ItemOutcome.ITEM_OUTCOME_QUARANTINED)
                            .setReason(row.getReason())
                            .setMessage(row.getMessage());
        }

        @Override
        public void decideQuarantine(DecideQuarantineRequest request, StreamObserver<DecideQuarantineResponse> answer) {
            synchronized (FakeQuarantine.this) {
                decisions.add(request);
                DecideQuarantineResponse.Builder results = DecideQuarantineResponse.newBuilder();
                for (long id : request.getQuarantineIdsList()) {
                    results.addResults(ItemResult.newBuilder()
                            .setIndex(results.getResultsCount())
                            .setOutcome(
                                    rows.remove(id) == null
                                            ? ItemOutcome.ITEM_OUTCOME_DUPLICATE
                                            : ItemOutcome.ITEM_OUTCOME_ACCEPTED));
                }
                done(answer, results.build());
            }
        }

        private static boolean of(QuarantinedDocument row, String source) {
            return row.getDocument().getDocument().getKey().getSource().equals(source);
        }

        private static <A> void done(StreamObserver<A> answer, A message) {
            answer.onNext(message);
            answer.onCompleted();
        }
    }
}
