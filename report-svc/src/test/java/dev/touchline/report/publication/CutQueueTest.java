package dev.touchline.report.publication;

import static dev.touchline.report.publication.Copies.await;
import static dev.touchline.report.testing.LedgerEvents.event;
import static dev.touchline.report.testing.LedgerEvents.of;
import static dev.touchline.report.testing.LedgerEvents.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.report.ledger.LedgerHandler;
import dev.touchline.report.ledger.Ledgers;
import dev.touchline.report.testing.Feeds;
import dev.touchline.report.testing.ReportDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cut waits for those who write now, and for nobody who comes later: a busy feed does not starve it. */
class CutQueueTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String MONDAY = "2026-03-02";
    private static final String WAITING =
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";

    private final Pool pool = ReportDatabase.pool();
    private final Copies copies = new Copies(pool);
    private final LedgerHandler handler = new LedgerHandler(null, new Ledgers(Clock.systemUTC()));

    @BeforeEach
    void empty() {
        new Feeds(pool).forgetAll();
        copies.empty();
    }

    // Seen to fail with a row lock, FOR SHARE: the later writer gets past the cut.
    @Test
    void cut_whileOneWrites_comesBeforeWhoWritesLater() {
        SqlConnection early = await(pool.getConnection());
        SqlConnection late = await(pool.getConnection());
        try {
            var earlyWrites = await(early.begin());
            await(write(early, 1));
            CompletableFuture<Copy> copy = copies.store()
                    .publish(Copies.period(Kind.DAY, MONDAY, "north"), Copies.NOON, new Waiting(0), true, "test")
                    .subscribeAsCompletionStage();
            await().atMost(PATIENCE).until(() -> copies.number(WAITING) == 1);

            var lateWrites = await(late.begin());
            CompletableFuture<Void> written = write(late, 2).subscribeAsCompletionStage();
            await().atMost(PATIENCE).until(() -> written.isDone() || copies.number(WAITING) == 2);
            assertThat(written).as("queues behind the cut").isNotDone();

            await(earlyWrites.commit());
            assertThat(copy).succeedsWithin(PATIENCE);
            assertThat(written).succeedsWithin(PATIENCE);
            await(lateWrites.commit());
            assertThat(copies.number("SELECT cut FROM journal WHERE sale_id = 1"))
                    .isEqualTo(1);
            assertThat(copies.number("SELECT cut FROM journal WHERE sale_id = 2"))
                    .isEqualTo(2);
            assertThat(copies.number("SELECT sum(paid) FROM published_number WHERE view = 1 AND ledger = 2"))
                    .isEqualTo(100);
        } finally {
            await(early.close());
            await(late.close());
        }
    }

    private Uni<Void> write(SqlConnection tx, long sale) {
        FeedEvent event = FeedEvent.newBuilder()
                .setPosition(1)
                .setBody(event(sale, 1, order("north", MONDAY, 100).setPerformance(of("S1", "")))
                        .toByteString())
                .build();
        return handler.apply(tx, List.of(event));
    }
}
