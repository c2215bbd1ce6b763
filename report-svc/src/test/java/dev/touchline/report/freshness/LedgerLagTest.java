package dev.touchline.report.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.kit.feed.FeedCursors.Cursor;
import dev.touchline.operations.v1.GetProgressResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many events wait, from the owner's heads and the own cursors. */
class LedgerLagTest {

    private static final GetProgressResponse LEDGER = GetProgressResponse.newBuilder()
            .setEpoch("now")
            .addHeads(10)
            .addHeads(20)
            .setInbox(3)
            .build();

    @Test
    void lag_ofAReaderInTheMiddle_countsHeadsAndInbox() {
        assertThat(LedgerLag.lag(LEDGER, List.of(cursor(0, "now", 9), cursor(1, "now", 20))))
                .isEqualTo(4);
    }

    @Test
    void lag_ofCursorsInAnotherEpoch_isEverything() {
        assertThat(LedgerLag.lag(LEDGER, List.of(cursor(0, "before", 9), cursor(1, "", 0))))
                .isEqualTo(33);
    }

    @Test
    void lag_ofCursorsThatOvertookTheAnswer_isZero() {
        assertThat(LedgerLag.lag(LEDGER, List.of(cursor(0, "now", 20), cursor(1, "now", 25))))
                .isZero();
    }

    private static Cursor cursor(int part, String epoch, long position) {
        return new Cursor("attribution-svc", (short) part, epoch, position);
    }
}
