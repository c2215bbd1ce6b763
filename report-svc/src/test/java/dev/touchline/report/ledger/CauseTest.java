package dev.touchline.report.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Why a ledger differs is a function of what the two were made from, in a fixed order of precedence. */
class CauseTest {

    private static final Basis BEFORE = new Basis(1, List.of(10L), 7, List.of(7L, 8L), 20, 30, List.of("standard-1"));

    @Test
    void between_whatEachCauseChanges_namesIt() {
        assertThat(cause(new Basis(2, List.of(10L), 7, List.of(7L, 8L), 20, 30, List.of("standard-1"))))
                .isEqualTo(Cause.LATE_DOCUMENT);
        assertThat(cause(new Basis(1, List.of(10L, 11L), 7, List.of(7L, 8L), 20, 30, List.of("standard-1"))))
                .isEqualTo(Cause.REFUND);
        assertThat(cause(new Basis(1, List.of(11L), 7, List.of(7L, 8L), 20, 30, List.of("standard-1"))))
                .as("a corrected refund")
                .isEqualTo(Cause.LATE_DOCUMENT);
        assertThat(cause(new Basis(1, List.of(10L), 9, List.of(7L, 8L), 20, 30, List.of("standard-1"))))
                .isEqualTo(Cause.IDENTIFIED_MEMBER);
        assertThat(cause(new Basis(1, List.of(10L), 7, List.of(7L, 8L, 9L), 20, 30, List.of("standard-1"))))
                .isEqualTo(Cause.MERGE);
        assertThat(cause(new Basis(1, List.of(10L), 7, List.of(7L), 20, 30, List.of("standard-1"))))
                .isEqualTo(Cause.SPLIT);
        assertThat(cause(new Basis(1, List.of(10L), 7, List.of(7L, 8L), 20, 30, List.of("standard-2"))))
                .isEqualTo(Cause.POLICY);
        assertThat(cause(new Basis(1, List.of(10L), 7, List.of(7L, 8L), 21, 31, List.of("standard-1"))))
                .as("a late touch brings its campaign")
                .isEqualTo(Cause.LATE_TOUCH);
        assertThat(cause(new Basis(1, List.of(10L), 7, List.of(7L, 8L), 20, 31, List.of("standard-1"))))
                .isEqualTo(Cause.CAMPAIGN_CHANGED);
        assertThat(cause(BEFORE)).as("nothing else").isEqualTo(Cause.ORGANISATION);
    }

    @Test
    void between_severalAtOnce_isTheFirst() {
        assertThat(cause(new Basis(1, List.of(10L, 11L), 9, List.of(9L), 21, 31, List.of("standard-2"))))
                .isEqualTo(Cause.REFUND);
        assertThat(cause(new Basis(1, List.of(10L), 7, List.of(7L), 21, 31, List.of("standard-2"))))
                .isEqualTo(Cause.SPLIT);
    }

    @Test
    void between_withdrawnOrUntold_isADocumentOrNobodySaid() {
        assertThat(cause(Basis.ABSENT)).isEqualTo(Cause.LATE_DOCUMENT);
        assertThat(Cause.between(Basis.ABSENT, BEFORE)).isEqualTo(Cause.LATE_DOCUMENT);
        assertThat(Cause.between(Basis.ABSENT, Basis.ABSENT)).isEqualTo(Cause.UNSPECIFIED);
    }

    private static Cause cause(Basis after) {
        return Cause.between(BEFORE, after);
    }
}
