package dev.touchline.cli.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.cli.CapturedConsole;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Touchline;
import dev.touchline.cli.authority.Authority;
import dev.touchline.cli.peer.Service;
import dev.touchline.order.v1.DoubtReason;
import dev.touchline.order.v1.DoubtfulPair;
import dev.touchline.order.v1.ListDoubtfulRequest;
import dev.touchline.order.v1.ListDoubtfulResponse;
import dev.touchline.order.v1.OrderIngestServiceGrpc;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is doubtful, page after page, from a real gRPC server that has 2,300 of them. */
class DoubtfulCommandTest {
    private static final int DOUBTS = 2_300;

    private final CapturedConsole captured = new CapturedConsole();
    private final List<ListDoubtfulRequest> asked = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    private Server server;

    @BeforeEach
    void start() throws IOException {
        Path tls = Authority.ensure(folder.resolve("authority"), Instant.now(), Authority.CERTIFICATE_LIFE)
                .tls(Service.ORDER_INGEST);
        Files.writeString(folder.resolve("token"), "a.b.c");
        server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .useTransportSecurity(
                        tls.resolve("tls.crt").toFile(), tls.resolve("tls.key").toFile())
                .addService(new Doubts())
                .build()
                .start();
    }

    @AfterEach
    void stop() {
        server.shutdownNow();
    }

    @Test
    void limit_goesOverPagesAndSaysThatThereAreMore() {
        assertThat(run("--limit", "1500", "--reason", "many_candidates")).isEqualTo(ExitCode.OK);

        assertThat(captured.out().lines()).hasSize(2 + 1_500);
        assertThat(captured.err()).contains("there are more (--limit 0 shows all)");
        assertThat(asked).extracting(ListDoubtfulRequest::getPageSize).containsExactly(1_000, 500);
        assertThat(asked)
                .extracting(ListDoubtfulRequest::getReason)
                .containsOnly(DoubtReason.DOUBT_REASON_MANY_CANDIDATES);
    }

    @Test
    void limitZero_isAll() {
        assertThat(run("--limit", "0", "--format", "json")).isEqualTo(ExitCode.OK);

        assertThat(captured.out()).contains("\"doubtId\": \"1\"", "\"doubtId\": \"" + DOUBTS + "\"");
        assertThat(captured.err()).isEmpty();
    }

    @Test
    void limitBelowZero_isWrongUsage() {
        assertThat(run("--limit", "-1")).isEqualTo(ExitCode.USAGE);

        assertThat(captured.err()).contains("--limit: -1 (expected: 0, which is all, or more)");
        assertThat(asked).isEmpty();
    }

    private int run(String... arguments) {
        return Touchline.run(
                captured.console(),
                Stream.of(
                                Stream.of("orders", "doubtful"),
                                Arrays.stream(arguments),
                                Stream.of("--order-ingest-svc", "127.0.0.1:" + server.getPort()),
                                Stream.of(
                                        "--ca",
                                        folder.resolve("authority/ca.crt").toString()),
                                Stream.of(
                                        "--token-file", folder.resolve("token").toString()))
                        .flatMap(each -> each)
                        .toArray(String[]::new));
    }

    private final class Doubts extends OrderIngestServiceGrpc.OrderIngestServiceImplBase {
        @Override
        public void listDoubtful(ListDoubtfulRequest request, StreamObserver<ListDoubtfulResponse> answer) {
            asked.add(request);
            int after = request.getPageToken().isEmpty() ? 0 : Integer.parseInt(request.getPageToken());
            int last = Math.min(DOUBTS, after + request.getPageSize());
            ListDoubtfulResponse.Builder page = ListDoubtfulResponse.newBuilder();
            for (int id = after + 1; id <= last; id++) {
                page.addPairs(DoubtfulPair.newBuilder().setDoubtId(id));
            }
            answer.onNext(page.setNextPageToken(last < DOUBTS ? Integer.toString(last) : "")
                    .build());
            answer.onCompleted();
        }
    }
}
