package dev.touchline.order.intake;

import dev.touchline.kit.access.Caller;
import dev.touchline.order.quarantine.DecisionStore.Reasons;
import dev.touchline.order.v1.QuarantineDecisionKind;
import java.time.Instant;

/**
 * How documents in quarantine are decided about: by whom, what, why, and under which key.
 *
 * @param key what its sender calls the decision; empty: nothing
 */
record Way(Caller caller, QuarantineDecisionKind kind, String note, String key) {

    /** Documents are offered again, as they are or corrected. */
    static Way offeringAgain(Caller caller, String note) {
        return new Way(caller, QuarantineDecisionKind.QUARANTINE_DECISION_KIND_OFFER_AGAIN, note, "");
    }

    /** Whether each document stands from now on, in the place of other content of its version. */
    boolean takes() {
        return kind == QuarantineDecisionKind.QUARANTINE_DECISION_KIND_TAKE;
    }

    Reasons reasons(Instant at) {
        return new Reasons(key, caller.subject(), note, at);
    }
}
