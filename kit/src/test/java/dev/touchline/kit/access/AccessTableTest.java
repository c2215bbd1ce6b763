package dev.touchline.kit.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.touchline.kit.error.GrpcErrors;
import dev.touchline.type.v1.ErrorReason;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The table of docs/access.md, the table of the code and the contracts say the same: every call, every role, on a server. */
class AccessTableTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "access.md");
    private static final List<Role> COLUMNS =
            List.of(Role.TILL, Role.MINI_PROGRAM, Role.GUIDE_APP, Role.HEADQUARTERS, Role.AUDITOR, Role.SERVICE);
    private static final String PREFIX = "touchline.";

    private static GuardedServer server;

    @BeforeAll
    static void start() throws IOException {
        server = new GuardedServer(Contracts.services());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyCallOfTheContracts_hasARuleAndNothingElseHas() {
        Set<String> contracts =
                Contracts.methods().map(MethodDescriptor::getFullMethodName).collect(Collectors.toSet());

        assertThat(contracts).hasSizeGreaterThan(20);
        assertThat(AccessTable.methods()).isEqualTo(contracts);
        assertThat(documented().keySet()).isEqualTo(contracts);
    }

    @TestFactory
    List<DynamicTest> everyCall_byEveryRole_isAnsweredAsTheDocumentSays() {
        List<DynamicTest> tests = new ArrayList<>();
        Map<String, List<String>> document = documented();
        Contracts.methods().forEach(method -> {
            for (int i = 0; i < COLUMNS.size(); i++) {
                Role role = COLUMNS.get(i);
                String expected = document.get(method.getFullMethodName()).get(i);
                tests.add(DynamicTest.dynamicTest(
                        method.getFullMethodName() + " by " + role.word(), () -> check(method, role, expected)));
            }
            tests.add(DynamicTest.dynamicTest(
                    method.getFullMethodName() + " by nobody",
                    () -> assertThat(outcome(method, null)).isEqualTo("TOKEN_MISSING")));
        });
        return tests;
    }

    private static void check(MethodDescriptor<?, ?> method, Role role, String expected) {
        Caller limited = new Caller("client", role, Set.of("acme"), Set.of("S01"));
        Caller whole = new Caller("client", role, Set.of(), Set.of());
        boolean canBeWhole =
                Set.of(Role.HEADQUARTERS, Role.AUDITOR, Role.SERVICE).contains(role);
        switch (expected) {
            case "–" -> {
                assertThat(outcome(method, limited)).isEqualTo("ROLE_NOT_ALLOWED");
                assertThat(canBeWhole ? outcome(method, whole) : "ROLE_NOT_ALLOWED")
                        .isEqualTo("ROLE_NOT_ALLOWED");
            }
            case "group" -> {
                assertThat(outcome(method, limited)).isEqualTo("OUT_OF_SCOPE");
                assertThat(outcome(method, whole)).isEqualTo("OK");
            }
            case "own", "yes" -> {
                // What an own call names or shows is tested in AccessInterceptorTest.
                assertThat(outcome(method, limited)).isIn("OK", "own".equals(expected) ? "OUT_OF_SCOPE" : "OK");
                assertThat(canBeWhole ? outcome(method, whole) : "OK").isEqualTo("OK");
                AccessRule rule = AccessTable.of(method.getFullMethodName()).orElseThrow();
                assertThat(rule.limitsScope()).isEqualTo("own".equals(expected));
            }
            default -> throw new AssertionError(DOCUMENT + ": " + expected + " (expected: yes, own, group or –)");
        }
    }

    private static String outcome(MethodDescriptor<?, ?> method, Caller caller) {
        try {
            if (method.getType().clientSendsOneMessage()) {
                server.call(method, empty(method), caller);
            } else {
                stream(method, caller);
            }
            return "OK";
        } catch (StatusRuntimeException refused) {
            ErrorReason reason = GrpcErrors.reasonOf(refused);
            Status.Code expected =
                    Set.of(ErrorReason.ERROR_REASON_TOKEN_MISSING, ErrorReason.ERROR_REASON_TOKEN_INVALID)
                                    .contains(reason)
                            ? Status.Code.UNAUTHENTICATED
                            : Status.Code.PERMISSION_DENIED;
            assertThat(refused.getStatus().getCode()).isEqualTo(expected);
            return reason.name().substring("ERROR_REASON_".length());
        }
    }

    @SuppressWarnings("unchecked")
    private static void stream(MethodDescriptor<?, ?> method, Caller caller) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        StreamObserver<Message> requests = ClientCalls.asyncBidiStreamingCall(
                server.channel(caller).newCall((MethodDescriptor<Message, Object>) method, io.grpc.CallOptions.DEFAULT),
                new StreamObserver<>() {
                    @Override
                    public void onNext(Object answer) {}

                    @Override
                    public void onError(Throwable failure) {
                        ended.completeExceptionally(failure);
                    }

                    @Override
                    public void onCompleted() {
                        ended.complete(null);
                    }
                });
        requests.onNext(empty(method));
        requests.onCompleted();
        try {
            ended.join();
        } catch (java.util.concurrent.CompletionException failure) {
            throw (StatusRuntimeException) failure.getCause();
        }
    }

    private static Message empty(MethodDescriptor<?, ?> method) {
        return (Message) ((PrototypeMarshaller<?>) method.getRequestMarshaller()).getMessagePrototype();
    }

    /** The rows of the document's table, by full method name. */
    private static Map<String, List<String>> documented() {
        try {
            return Files.readAllLines(DOCUMENT).stream()
                    .filter(line -> line.startsWith("| ") && line.contains("/"))
                    .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                            .map(String::strip)
                            .toList())
                    .collect(Collectors.toMap(
                            cells -> PREFIX + cells.get(0),
                            cells -> cells.subList(1, cells.size()),
                            (first, second) -> first,
                            LinkedHashMap::new));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
