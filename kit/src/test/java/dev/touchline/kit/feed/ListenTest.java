package dev.touchline.kit.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.touchline.kit.loop.Loops;
import dev.touchline.kit.loop.Stopping;
import dev.touchline.kittest.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.net.NetServer;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A process whose first connection for notifications fails, because PostgreSQL is not there yet. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ListenTest {

    @Inject
    Vertx vertx;

    @Inject
    Pool pool;

    @Inject
    FeedConfig config;

    @Inject
    Loops loops;

    @Inject
    Stopping stopping;

    @ConfigProperty(name = "quarkus.datasource.reactive.url")
    String url;

    @ConfigProperty(name = "touchline.db.host")
    String host;

    @ConfigProperty(name = "touchline.db.port")
    int port;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    // Seen to fail with one subscriber for all tries: after a failure its next connect never ends.
    @Test
    void listening_thatFailedAtTheStart_isTriedUntilItWorks() throws IOException {
        int door = freePort();
        String throughTheDoor = url.replace(":" + port + "/", ":" + door + "/");
        FeedHeads heads = new FeedHeads(vertx, pool, config, loops, stopping, throughTheDoor, user, password);

        CompletableFuture<Void> listening =
                heads.listen().subscribeAsCompletionStage().toCompletableFuture();
        await().pollDelay(Duration.ofMillis(300)).until(() -> !listening.isDone());
        NetServer relay = open(door);

        assertThat(listening).succeedsWithin(Duration.ofSeconds(10));
        relay.close();
    }

    private NetServer open(int door) {
        io.vertx.core.Vertx core = vertx.getDelegate();
        return core.createNetServer()
                .connectHandler(in -> {
                    in.pause();
                    core.createNetClient().connect(port, host).onSuccess(out -> {
                        in.pipeTo(out);
                        out.pipeTo(in);
                    });
                })
                .listen(door)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
