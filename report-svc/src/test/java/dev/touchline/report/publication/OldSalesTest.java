package dev.touchline.report.publication;

import static dev.touchline.report.publication.Copies.await;
import static dev.touchline.report.testing.LedgerEvents.event;
import static dev.touchline.report.testing.LedgerEvents.of;
import static dev.touchline.report.testing.LedgerEvents.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.report.testing.Feeds;
import dev.touchline.report.testing.ReportDatabase;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After an upgrade nothing waits and much is wrong: no clock freezes it before the replay. */
class OldSalesTest {

    private static final String MONDAY = "2026-03-02";

    private final Pool pool = ReportDatabase.pool();
    private final Feeds feeds = new Feeds(pool);
    private final Copies copies = new Copies(pool);
    private final Clockwork clockwork = new Clockwork(pool, copies);

    @BeforeEach
    void oneSale() {
        feeds.forgetAll();
        copies.empty();
        feeds.ledger(event(1, 1, order("north", MONDAY, 10_000).setPerformance(of("S1", ""))));
        clockwork.now = "2026-03-03T06:00:00Z";
    }

    // Seen to fail when the publisher does not ask.
    @Test
    void saleWithoutOwner_holdsAllCopies_untilItIsToldAgain() {
        feeds.ledger(event(2, 1, order("south", MONDAY, 500).clearPerformance()));
        Publisher publisher = clockwork.publisher();
        assertThat(await(publisher.round())).isZero();
        clockwork.now = "2026-03-03T12:00:00Z";
        assertThat(await(publisher.round())).as("beyond all patience").isZero();

        feeds.ledger(event(2, 2, order("south", MONDAY, 500).setPerformance(of("S2", ""))));

        assertThat(await(publisher.round())).as("two brands").isEqualTo(2);
    }

    // What a report-svc of the release before writes. Seen to fail when the publisher does not ask.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO sale (sale_id, version, document, refunds) VALUES (1, 2, 'till/order-1', 0)"
                        + " ON CONFLICT (sale_id) DO UPDATE SET version = excluded.version",
                "INSERT INTO sale (sale_id, version, document, refunds) VALUES (2, 2, 'till/order-2', 0)",
            })
    void saleWithoutJournal_holdsAllCopies_untilItIsToldAgain(String oldRelease) {
        await(pool.query(oldRelease).execute());
        Publisher publisher = clockwork.publisher();
        clockwork.now = "2026-03-03T12:00:00Z";
        assertThat(await(publisher.round())).isZero();

        feeds.ledger(
                event(1, 3, order("north", MONDAY, 10_000).setPerformance(of("S1", ""))),
                event(2, 3, order("north", MONDAY, 500).setPerformance(of("S2", ""))));

        assertThat(await(publisher.round())).isEqualTo(1);
    }

    // A gift moves nothing and has no row in the journal.
    @Test
    void saleOfNothing_holdsNoCopy() {
        feeds.ledger(event(2, 1, order("north", MONDAY, 0).setPerformance(of("S1", ""))));
        assertThat(copies.number("SELECT count(*) FROM journal WHERE sale_id = 2"))
                .isZero();

        assertThat(await(clockwork.publisher().round())).isEqualTo(1);
    }
}
