package dev.touchline.report.publication;

import static dev.touchline.report.publication.Copies.await;
import static dev.touchline.report.testing.LedgerEvents.event;
import static dev.touchline.report.testing.LedgerEvents.of;
import static dev.touchline.report.testing.LedgerEvents.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchline.report.testing.Feeds;
import dev.touchline.report.testing.ReportDatabase;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One period that cannot be published holds up no other. */
class AttemptsTest {

    private static final String COPIES = "SELECT count(*) FROM published";

    private final Pool pool = ReportDatabase.pool();
    private final Feeds feeds = new Feeds(pool);
    private final Copies copies = new Copies(pool);
    private final Clockwork clockwork = new Clockwork(pool, copies);

    @BeforeEach
    void twoBrands() {
        feeds.forgetAll();
        copies.empty();
        feeds.ledger(
                event(1, 1, order("north", "2026-03-02", 10_000).setPerformance(of("S1", ""))),
                event(2, 1, order("south", "2026-03-02", 500).setPerformance(of("S2", ""))));
        clockwork.now = "2026-03-03T06:00:00Z";
    }

    @AfterEach
    void nothingFails() {
        run("ALTER TABLE publication DROP CONSTRAINT IF EXISTS failing");
        run("ALTER TABLE published_number DROP CONSTRAINT IF EXISTS failing");
    }

    // Seen to fail when the periods are one chain.
    @Test
    void periodThatFails_failsTheRound_afterTheOthers() {
        run("ALTER TABLE publication ADD CONSTRAINT failing CHECK (brand <> 'north')");
        Publisher publisher = clockwork.publisher();

        assertThatThrownBy(() -> await(publisher.round())).hasMessageContaining("failing");

        assertThat(copies.number(COPIES)).as("south").isEqualTo(1);
        nothingFails();
        assertThat(await(publisher.round())).as("north").isEqualTo(1);
    }

    // Seen to fail when a copy that cannot be completed ends the round.
    @Test
    void cutThatCannotBeCompleted_failsTheRound_afterTheOthers() {
        copies.cutOnly(Kind.DAY, "2026-03-02", "north");
        run("ALTER TABLE published_number ADD CONSTRAINT failing CHECK (store <> 'S1')");
        Publisher publisher = clockwork.publisher();

        assertThatThrownBy(() -> await(publisher.round())).hasMessageContaining("failing");

        assertThat(copies.number(COPIES)).as("south").isEqualTo(1);
        nothingFails();
        await(publisher.round());
        assertThat(copies.number(COPIES)).isEqualTo(2);
    }

    private void run(String sql) {
        await(pool.query(sql).execute());
    }
}
