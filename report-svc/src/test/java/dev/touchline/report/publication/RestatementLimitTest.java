package dev.touchline.report.publication;

import static dev.touchline.report.publication.Copies.await;
import static dev.touchline.report.testing.LedgerEvents.event;
import static dev.touchline.report.testing.LedgerEvents.of;
import static dev.touchline.report.testing.LedgerEvents.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchline.report.testing.Feeds;
import dev.touchline.report.testing.Limits;
import dev.touchline.report.testing.ReportDatabase;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The limit of a report counts its rows, not what they are put together from. */
class RestatementLimitTest {

    private static final String MONDAY = "2026-03-02";

    private final Pool pool = ReportDatabase.pool();

    @BeforeEach
    void twoStoresRestated() {
        Feeds feeds = new Feeds(pool);
        Copies copies = new Copies(pool);
        feeds.forgetAll();
        copies.empty();
        feeds.ledger(
                event(1, 1, order("north", MONDAY, 100).setPerformance(of("S1", ""))),
                event(2, 1, order("north", MONDAY, 100).setPerformance(of("S2", ""))));
        copies.publish(Kind.DAY, MONDAY, "north");
        feeds.ledger(
                event(3, 1, order("north", MONDAY, 10).setPerformance(of("S1", ""))),
                event(4, 1, order("north", MONDAY, 10).setPerformance(of("S2", ""))));
    }

    // Seen to fail when the parts are counted: two rows are six parts.
    @Test
    void report_ofAsManyRowsAsMayBe_isWhole() {
        List<Restatement> rows = report(2);

        assertThat(rows).extracting(Restatement::key).containsExactly("S1", "S2");
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.published().net()).isEqualTo(100);
            assertThat(row.live().net()).isEqualTo(110);
            assertThat(row.explained().net()).isEqualTo(10);
        });
    }

    @Test
    void report_ofOneRowMore_isRefused() {
        assertThatThrownBy(() -> report(1)).hasMessageContaining("narrow the filter");
    }

    private List<Restatement> report(int maxRows) {
        LocalDate day = LocalDate.parse(MONDAY);
        return await(new Restatements(pool, Limits.rows(maxRows))
                .report(new Asked(Kind.DAY, day, day, "", "", false), RestatementSplit.STORE));
    }
}
