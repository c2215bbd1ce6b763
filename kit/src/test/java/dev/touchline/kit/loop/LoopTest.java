package dev.touchline.kit.loop;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.touchline.kittest.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class LoopTest {

    private static final String RUNNING =
            "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(0.7)' AND state = 'active'";

    @Inject
    Pool pool;

    @BeforeEach
    void empty() {
        pool.query("TRUNCATE applied").executeAndAwait();
    }

    @Test
    void stop_inTheMiddleOfATransaction_endsAfterItsCommitAndBeginsNoOther() throws Exception {
        Loop loop = Loop.start(() -> pool.withTransaction(tx -> tx.query("INSERT INTO applied VALUES ('round', 1)")
                        .execute()
                        .chain(() -> tx.query("SELECT pg_sleep(0.7)").execute()))
                .replaceWith(Duration.ZERO));
        await().until(() -> number(RUNNING) == 1);
        long before = number("SELECT count(*) FROM applied");

        loop.stop().get(10, SECONDS);

        assertThat(number("SELECT count(*) FROM applied")).isEqualTo(before + 1);
        assertThat(number(RUNNING)).isZero();
    }

    @Test
    void stop_whileItRests_endsAtOnce() throws Exception {
        AtomicInteger rounds = new AtomicInteger();
        Loop loop = Loop.start(() -> {
            rounds.incrementAndGet();
            return Uni.createFrom().item(Duration.ofHours(1));
        });

        loop.stop().get(10, SECONDS);

        assertThat(rounds).hasValue(1);
    }

    @Test
    void aRoundThatFails_isBegunAgain() throws Exception {
        AtomicInteger rounds = new AtomicInteger();
        Loop loop = Loop.start(() -> {
            if (rounds.incrementAndGet() == 1) {
                throw new IllegalStateException("Made to fail");
            }
            return Uni.createFrom().item(Duration.ofHours(1));
        });

        await().until(() -> rounds.get() == 2);

        loop.stop().get(10, SECONDS);
    }

    @Test
    void loops_withARoundThatNeverEnds_stopAfterTheLimit() {
        Loops loops = new Loops(new Stopping(null, java.util.Optional.empty()), Duration.ofMillis(300));
        loops.start(() -> Uni.createFrom().nothing());

        assertThat(CompletableFuture.runAsync(() -> stop(loops))).succeedsWithin(Duration.ofSeconds(10));
    }

    private static void stop(Loops loops) {
        try {
            loops.stop(null);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private long number(String sql) {
        return pool.query(sql).executeAndAwait().iterator().next().getLong(0);
    }
}
