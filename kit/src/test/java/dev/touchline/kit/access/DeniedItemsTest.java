package dev.touchline.kit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.touchline.member.v1.MemberServiceGrpc;
import dev.touchline.member.v1.UpsertMemberResult;
import dev.touchline.member.v1.UpsertMembersRequest;
import dev.touchline.member.v1.UpsertMembersResponse;
import dev.touchline.order.v1.OrderIngestServiceGrpc;
import dev.touchline.order.v1.StreamDocumentsRequest;
import dev.touchline.order.v1.StreamDocumentsResponse;
import dev.touchline.touch.v1.GetTouchRequest;
import dev.touchline.touch.v1.TouchServiceGrpc;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.ItemResult;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a service denies by itself, for what it has stored, is counted and logged. */
class DeniedItemsTest {

    private static final Caller TILL = new Caller("till-7", Role.TILL, Set.of(), Set.of("S01"));
    private static final String COUNTER = "touchline.access.denied_items";

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger log = Logger.getLogger("touchline.audit");
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(new PatternFormatter("%s").format(ExtLogRecord.wrap(line)));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private GuardedServer server;

    @BeforeEach
    void start() throws IOException {
        server = new GuardedServer(Contracts.services());
        log.addHandler(listener);
    }

    @AfterEach
    void stop() {
        log.removeHandler(listener);
        server.close();
    }

    @Test
    void batch_withDeniedItems_isOneLineAndCountsEach() {
        server.answer(
                MemberServiceGrpc.getUpsertMembersMethod(),
                UpsertMembersResponse.newBuilder()
                        .addResults(UpsertMemberResult.newBuilder().setResult(denied()))
                        .addResults(UpsertMemberResult.getDefaultInstance())
                        .addResults(UpsertMemberResult.newBuilder().setResult(denied()))
                        .build());

        server.call(MemberServiceGrpc.getUpsertMembersMethod(), UpsertMembersRequest.getDefaultInstance(), TILL);

        assertThat(server.counted(COUNTER)).isEqualTo(2);
        assertThat(lines)
                .containsExactly("Items denied rpc=touchline.member.v1.MemberService/UpsertMembers role=till"
                        + " subject=client-1 reason=OUT_OF_SCOPE items=2");
    }

    @Test
    void stream_ofDeniedItems_isTwoLines() {
        server.answer(
                OrderIngestServiceGrpc.getStreamDocumentsMethod(),
                StreamDocumentsResponse.newBuilder().addResults(denied()).build());
        CompletableFuture<Void> ended = new CompletableFuture<>();
        StreamObserver<StreamDocumentsRequest> stream = OrderIngestServiceGrpc.newStub(server.channel(TILL))
                .streamDocuments(new StreamObserver<>() {
                    @Override
                    public void onNext(StreamDocumentsResponse answer) {}

                    @Override
                    public void onError(Throwable failure) {
                        ended.completeExceptionally(failure);
                    }

                    @Override
                    public void onCompleted() {
                        ended.complete(null);
                    }
                });
        for (int batch = 0; batch < 5; batch++) {
            stream.onNext(StreamDocumentsRequest.getDefaultInstance());
        }
        stream.onCompleted();
        ended.join();

        assertThat(server.counted(COUNTER)).isEqualTo(5);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).endsWith("items=1");
        assertThat(lines.get(1)).endsWith("items=4");
    }

    @Test
    void callThatTheServiceDenies_isLoggedAndCounted() {
        server.refuse(TouchServiceGrpc.getGetTouchMethod(), Caller.outOfScope("key"));

        assertThatThrownBy(() ->
                        server.call(TouchServiceGrpc.getGetTouchMethod(), GetTouchRequest.getDefaultInstance(), TILL))
                .hasMessageContaining("PERMISSION_DENIED");

        assertThat(server.counted("touchline.access.denials")).isEqualTo(1);
        assertThat(lines).singleElement().asString().startsWith("Access denied").contains("reason=OUT_OF_SCOPE");
    }

    @Test
    void everyAnswerWithResultsOfItems_isLookedInto() {
        assertThat(Contracts.methods().filter(DeniedItemsTest::answersItems))
                .hasSizeGreaterThan(5)
                .allSatisfy(method -> {
                    Message one = withADeniedItem(prototype(method));
                    AccessRule rule = AccessTable.of(method.getFullMethodName()).orElseThrow();
                    assertThat(rule.items().apply(one))
                            .as(method.getFullMethodName())
                            .containsExactly(denied());
                });
    }

    private static boolean answersItems(MethodDescriptor<?, ?> method) {
        FieldDescriptor results = prototype(method).getDescriptorForType().findFieldByName("results");
        return results != null && (isItem(results.getMessageType()) || itemOf(results.getMessageType()) != null);
    }

    private static boolean isItem(Descriptor type) {
        return type.equals(ItemResult.getDescriptor());
    }

    private static FieldDescriptor itemOf(Descriptor type) {
        return type.getFields().stream()
                .filter(field ->
                        field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && isItem(field.getMessageType()))
                .findFirst()
                .orElse(null);
    }

    private static Message withADeniedItem(Message answer) {
        FieldDescriptor results = answer.getDescriptorForType().findFieldByName("results");
        Message.Builder builder = answer.newBuilderForType();
        Message result = isItem(results.getMessageType())
                ? denied()
                : builder.newBuilderForField(results)
                        .setField(itemOf(results.getMessageType()), denied())
                        .build();
        return builder.addRepeatedField(results, result).build();
    }

    private static Message prototype(MethodDescriptor<?, ?> method) {
        return (Message) ((PrototypeMarshaller<?>) method.getResponseMarshaller()).getMessagePrototype();
    }

    private static ItemResult denied() {
        return ItemResult.newBuilder()
                .setReason(ErrorReason.ERROR_REASON_OUT_OF_SCOPE)
                .build();
    }
}
