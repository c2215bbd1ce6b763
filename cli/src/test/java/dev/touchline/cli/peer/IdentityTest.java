package dev.touchline.cli.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.authority.Authority;
import dev.touchline.operations.v1.GetProgressRequest;
import dev.touchline.operations.v1.GetProgressResponse;
import dev.touchline.operations.v1.OperationsServiceGrpc;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command against a real server: whom it trusts, and what it shows. */
class IdentityTest {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    @TempDir
    private Path folder;

    private final List<String> shown = new ArrayList<>();
    private StatusRuntimeException refusal;
    private Server server;

    private final class Operations extends OperationsServiceGrpc.OperationsServiceImplBase {
        @Override
        public void getProgress(GetProgressRequest request, StreamObserver<GetProgressResponse> answers) {
            if (refusal != null) {
                answers.onError(refusal);
            } else {
                answers.onNext(GetProgressResponse.getDefaultInstance());
                answers.onCompleted();
            }
        }
    }

    private final class Listener implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            shown.add(headers.get(AUTHORIZATION));
            return next.startCall(call, headers);
        }
    }

    private Path authority(String name) {
        Path made = folder.resolve(name);
        Authority.ensure(made, Instant.now(), Authority.CERTIFICATE_LIFE);
        return made;
    }

    private void serve(Path authority) throws IOException {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .addService(new Operations())
                .intercept(new Listener());
        if (authority != null) {
            Path tls = authority.resolve("touch-svc");
            builder.useTransportSecurity(
                    tls.resolve("tls.crt").toFile(), tls.resolve("tls.key").toFile());
        }
        server = builder.build().start();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.shutdownNow();
        }
    }

    private void call(Identity identity) {
        Map<Service, Address> addresses = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            addresses.put(service, new Address("127.0.0.1", server.getPort()));
        }
        Patience patience = new Patience(Duration.ofSeconds(10), Duration.ofSeconds(60));
        try (Connections connections = new Connections(new Peers(addresses), identity, patience)) {
            connections.call(
                    Service.TOUCH,
                    OperationsServiceGrpc::newBlockingStub,
                    stub -> stub.getProgress(GetProgressRequest.getDefaultInstance()));
        }
    }

    private static Identity remote(Path ca, Map<String, String> environment) {
        return Identity.find(ca, null, environment::get, Path.of("no", "such", "authority"));
    }

    private static StatusRuntimeException refused(Code code, String reason, String cause) {
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(code.getNumber())
                .setMessage("authorization")
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setReason(reason)
                        .putMetadata("cause", cause)
                        .build()))
                .build());
    }

    @Test
    void localRun_isTrustedAndShownATokenOfItsOwn() throws IOException {
        Path authority = authority("local");
        serve(authority);

        call(Identity.local(authority));

        assertThat(shown).singleElement().asString().startsWith("Bearer ey");
    }

    @Test
    void localTokens_areShownOnThisMachineOnly() {
        assertThat(new Address("shop.example", 443).loopback()).isFalse();
        assertThat(new Address("127.0.0.1", 443).loopback()).isTrue();
    }

    @Test
    void tokenFile_isReadAgainForEveryCall() throws IOException {
        Path authority = authority("remote");
        serve(authority);
        Path file = Files.writeString(folder.resolve("token"), "first\n");
        Identity identity = remote(
                authority.resolve("ca.crt"), Map.of("TOUCHLINE_TOKEN_FILE", file.toString(), "TOUCHLINE_TOKEN", "no"));

        call(identity);
        Files.writeString(file, "second\n");
        call(identity);

        assertThat(shown).containsExactly("Bearer first", "Bearer second");
    }

    @Test
    void authorityAndTokenOfTheEnvironment_areUsed() throws IOException {
        Path authority = authority("remote");
        serve(authority);

        call(remote(null, Map.of("TOUCHLINE_CA", authority.resolve("ca.crt").toString(), "TOUCHLINE_TOKEN", "given")));

        assertThat(shown).containsExactly("Bearer given");
    }

    @Test
    void serviceOfAnotherAuthority_isRefusedAtOnceWithAdvice() throws IOException {
        serve(authority("theirs"));

        assertThatThrownBy(() -> call(remote(authority("ours").resolve("ca.crt"), Map.of("TOUCHLINE_TOKEN", "t"))))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.REFUSED))
                .hasMessageContaining("TOUCHLINE_CA or --ca");
        assertThat(shown).isEmpty();
    }

    @Test
    void serviceWithoutTls_isNeverTalkedTo() throws IOException {
        serve(null);

        assertThatThrownBy(() -> call(remote(authority("ours").resolve("ca.crt"), Map.of("TOUCHLINE_TOKEN", "t"))))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("There is no TLS at that address");
        assertThat(shown).isEmpty();
    }

    @Test
    void noToken_tellsHowToNameOne() throws IOException {
        Path authority = authority("remote");
        serve(authority);
        refusal = refused(Code.UNAUTHENTICATED, "TOKEN_MISSING", "");

        assertThatThrownBy(() -> call(remote(authority.resolve("ca.crt"), Map.of())))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("[TOKEN_MISSING]")
                .hasMessageContaining("TOUCHLINE_TOKEN_FILE");
        assertThat(shown).containsExactly((String) null);
    }

    @Test
    void expiredToken_saysSo() throws IOException {
        Path authority = authority("remote");
        serve(authority);
        refusal = refused(Code.UNAUTHENTICATED, "TOKEN_INVALID", "expired");

        assertThatThrownBy(() -> call(remote(authority.resolve("ca.crt"), Map.of("TOUCHLINE_TOKEN", "t"))))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("The token has expired");
    }

    @Test
    void placeOutOfScope_saysWhatToUse() throws IOException {
        Path authority = authority("remote");
        serve(authority);
        refusal = refused(Code.PERMISSION_DENIED, "OUT_OF_SCOPE", "");

        assertThatThrownBy(() -> call(remote(authority.resolve("ca.crt"), Map.of("TOUCHLINE_TOKEN", "t"))))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("other stores or brands");
    }

    @Test
    void tokenFileThatIsMissing_isWrongUsage() {
        assertThatThrownBy(() -> remote(null, Map.of("TOUCHLINE_TOKEN_FILE", "no-such-token")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("no-such-token: no token to be read there");
    }
}
