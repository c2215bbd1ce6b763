package dev.touchline.kit.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.touchline.kit.error.GrpcErrors;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.type.v1.ErrorReason;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two connections, both taken; three may wait, for a second. */
@QuarkusTest
@TestProfile(DatabaseLimitTest.Narrow.class)
@QuarkusTestResource(PostgresResource.class)
class DatabaseLimitTest {

    private static final int QUEUE = 3;

    @Inject
    Pool pool;

    private final List<SqlConnection> taken = new ArrayList<>();

    /** A service with few connections. */
    public static class Narrow implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.datasource.reactive.max-size", "2",
                    "touchline.feed.head-poll", "1h",
                    "touchline.limits.database-queue", Integer.toString(QUEUE),
                    "touchline.limits.database-wait-seconds", "1");
        }
    }

    @BeforeEach
    void takeAllConnections() {
        taken.add(pool.getConnectionAndAwait());
        taken.add(pool.getConnectionAndAwait());
    }

    @AfterEach
    void giveThemBack() {
        taken.forEach(SqlConnection::closeAndAwait);
    }

    @Test
    void asManyAsMayWait_areServedOnceThereIsAConnection() {
        List<CompletableFuture<?>> waiting =
                Stream.generate(this::query).limit(QUEUE).toList();

        taken.remove(0).closeAndAwait();

        assertThat(waiting).allSatisfy(each -> assertThat(each).succeedsWithin(Duration.ofSeconds(5)));
    }

    @Test
    void oneMoreThanMayWait_isRefusedAtOnce() {
        List<CompletableFuture<?>> waiting =
                new ArrayList<>(Stream.generate(this::query).limit(QUEUE).toList());

        assertRefused(query(), Duration.ofMillis(900));
        taken.remove(0).closeAndAwait();
        assertThat(waiting).allSatisfy(each -> assertThat(each).succeedsWithin(Duration.ofSeconds(5)));
    }

    @Test
    void whoWaitsTooLong_isRefused() {
        assertRefused(query(), Duration.ofSeconds(5));
    }

    @Test
    void aTransactionThatWaitsTooLong_isRefused() {
        CompletableFuture<?> transaction = pool.withTransaction(
                        tx -> tx.query("SELECT 1").execute())
                .subscribeAsCompletionStage()
                .toCompletableFuture();

        assertRefused(transaction, Duration.ofSeconds(5));
    }

    private CompletableFuture<?> query() {
        return pool.query("SELECT 1").execute().subscribeAsCompletionStage().toCompletableFuture();
    }

    private static void assertRefused(CompletableFuture<?> query, Duration within) {
        await().atMost(within).pollInterval(Duration.ofMillis(20)).until(query::isDone);
        assertThat(query).isCompletedExceptionally();
        Throwable failure = query.handle((done, why) -> why).join();
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        assertThat(Status.fromThrowable(GrpcErrors.render(cause)).getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(GrpcErrors.reasonOf(GrpcErrors.render(cause))).isEqualTo(ErrorReason.ERROR_REASON_OVERLOADED);
    }
}
