package dev.touchline.order.intake;

import dev.touchline.kit.access.Caller;
import dev.touchline.kit.error.Items;
import dev.touchline.kit.error.Rejection;
import dev.touchline.order.quarantine.DecisionStore.Newest;
import dev.touchline.order.quarantine.Ownership;
import dev.touchline.order.quarantine.QuarantineStore.Kept;
import dev.touchline.order.v1.QuarantineDecisionKind;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.ItemResult;
import io.grpc.Status;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a document in quarantine can still be decided about in a way. The first decision wins: the same one again is
 * recognised, and another one is told who decided what, and when. Asked under the lock of the document's row.
 *
 * @param row its row; null: there is none
 * @param newest the newest decision about it; null: there is none
 */
record Standpoint(long id, Kept row, Newest newest) {

    /** The answer to somebody who can decide nothing; empty: the decision is to be taken. */
    Optional<ItemResult> answer(int index, QuarantineDecisionKind kind, Caller caller) {
        if (row == null) {
            return rejected(index, Rejection.notFound("quarantine_id", id));
        }
        if (!Ownership.decides(caller, row.document().getDocument())) {
            return rejected(index, Caller.outOfScope("quarantine_id"));
        }
        if (isBetweenContents(kind) && row.reason() != ErrorReason.ERROR_REASON_CONFLICTING_DUPLICATE) {
            return rejected(index, noOtherContent());
        }
        if (newest != null && newest.toldBefore()) {
            return duplicate(index);
        }
        return row.left() || row.closed() ? answerOfDecided(index, kind) : answerOfOpen(index, kind);
    }

    private static Optional<ItemResult> answerOfOpen(int index, QuarantineDecisionKind kind) {
        return kind == QuarantineDecisionKind.QUARANTINE_DECISION_KIND_REOPEN ? duplicate(index) : Optional.empty();
    }

    private Optional<ItemResult> answerOfDecided(int index, QuarantineDecisionKind kind) {
        if (kind == QuarantineDecisionKind.QUARANTINE_DECISION_KIND_REOPEN && !row.left()) {
            return Optional.empty();
        }
        boolean offeredAgain = kind == QuarantineDecisionKind.QUARANTINE_DECISION_KIND_OFFER_AGAIN
                || kind == QuarantineDecisionKind.QUARANTINE_DECISION_KIND_CORRECT;
        boolean same = newest != null && newest.kind() == kind;
        return same || offeredAgain && row.left() ? duplicate(index) : rejected(index, decidedBefore());
    }

    private static boolean isBetweenContents(QuarantineDecisionKind kind) {
        return kind == QuarantineDecisionKind.QUARANTINE_DECISION_KIND_KEEP
                || kind == QuarantineDecisionKind.QUARANTINE_DECISION_KIND_TAKE;
    }

    private Rejection noOtherContent() {
        return Rejection.field(
                ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE,
                "decision",
                "between two contents, of " + row.reason(),
                "DISCARD, or a correction: only conflicting duplicates have another content");
    }

    private Rejection decidedBefore() {
        String expected = row.left() ? "one in quarantine" : "an open one; reopen it to decide again";
        if (newest == null) {
            return Rejection.field(
                    ErrorReason.ERROR_REASON_ALREADY_DECIDED,
                    "quarantine_id",
                    id + " left the quarantine by itself",
                    expected);
        }
        String decision = newest.kind().name().substring("QUARANTINE_DECISION_KIND_".length());
        return new Rejection(
                Status.Code.FAILED_PRECONDITION,
                ErrorReason.ERROR_REASON_ALREADY_DECIDED,
                "quarantine_id: " + id + " was decided: " + decision + " by " + newest.subject() + " at " + newest.at()
                        + " (expected: " + expected + ")",
                Map.of(
                        "decision", decision,
                        "subject", newest.subject(),
                        "decided_at", newest.at().toString()));
    }

    private static Optional<ItemResult> duplicate(int index) {
        return Optional.of(Items.duplicate(index));
    }

    private static Optional<ItemResult> rejected(int index, Rejection why) {
        return Optional.of(Items.rejected(index, why));
    }
}
