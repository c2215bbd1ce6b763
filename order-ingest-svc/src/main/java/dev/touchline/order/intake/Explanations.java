package dev.touchline.order.intake;

import dev.touchline.kit.access.Caller;
import dev.touchline.kit.error.Rejection;
import dev.touchline.order.book.Verdict;
import dev.touchline.order.document.Content;
import dev.touchline.order.document.Differences;
import dev.touchline.order.document.Offer;
import dev.touchline.order.quarantine.DecisionStore;
import dev.touchline.order.quarantine.Ownership;
import dev.touchline.order.quarantine.QuarantinePages;
import dev.touchline.order.sale.DocumentStore;
import dev.touchline.order.sale.DocumentStore.Stored;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.ExplainQuarantineResponse;
import dev.touchline.order.v1.QuarantineDecision;
import dev.touchline.order.v1.QuarantineDecisionKind;
import dev.touchline.order.v1.QuarantineState;
import dev.touchline.order.v1.QuarantinedDocument;
import dev.touchline.type.v1.ErrorReason;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a document is in quarantine, what stands in its way, and what was decided about it. Changes nothing. */
@ApplicationScoped
public class Explanations {

    // The form of every message of a rejection: field: got (expected: what).
    private static final Pattern MESSAGE = Pattern.compile("(.*?): (.*) \\(expected: (.*)\\)", Pattern.DOTALL);

    private final Pool pool;
    private final QuarantinePages quarantine;
    private final DocumentStore documents;
    private final DecisionStore decisions;
    private final Reception reception;

    Explanations(
            Pool pool,
            QuarantinePages quarantine,
            DocumentStore documents,
            DecisionStore decisions,
            Reception reception) {
        this.pool = pool;
        this.quarantine = quarantine;
        this.documents = documents;
        this.decisions = decisions;
        this.reception = reception;
    }

    /**
     * Explains one document.
     *
     * @throws Rejection if it was never in quarantine, or is not the caller's to see
     */
    public Uni<ExplainQuarantineResponse> explain(long id, Caller caller) {
        return quarantine.find(id).chain(found -> {
            QuarantinedDocument quarantined = found.orElseThrow(() -> Rejection.notFound("quarantine_id", id));
            if (!Ownership.shows(caller, quarantined.getDocument().getDocument())) {
                throw Caller.outOfScope("quarantine_id");
            }
            return documents
                    .stored(pool, quarantined.getDocument().getDocument().getKey())
                    .chain(stored ->
                            decisions.of(pool, id).map(decided -> explanation(quarantined, stored, decided, caller)));
        });
    }

    private ExplainQuarantineResponse explanation(
            QuarantinedDocument quarantined, Optional<Stored> stored, List<QuarantineDecision> decided, Caller caller) {
        AcceptedDocument document = quarantined.getDocument();
        ExplainQuarantineResponse.Builder explanation = ExplainQuarantineResponse.newBuilder()
                .setQuarantined(quarantined)
                .setReasonNow(reasonNow(document, stored))
                .addAllDecisions(decided.stream()
                        .map(decision -> shown(decision, caller))
                        .toList())
                .addAllPossible(possible(quarantined, reasonNow(document, stored), caller));
        Matcher message = MESSAGE.matcher(quarantined.getMessage());
        if (message.matches()) {
            explanation.setField(message.group(1)).setGot(message.group(2)).setExpected(message.group(3));
        }
        stored.map(Stored::accepted)
                .filter(standing -> Ownership.shows(caller, standing.getDocument()))
                .ifPresent(standing ->
                        explanation.setStanding(standing).addAllDifferences(Differences.between(standing, document)));
        return explanation.build();
    }

    /** A decision with those of its documents that the caller may see: what it put aside may be another store's. */
    private static QuarantineDecision shown(QuarantineDecision decision, Caller caller) {
        QuarantineDecision.Builder shown = decision.toBuilder();
        if (!Ownership.shows(caller, decision.getCorrected().getDocument())) {
            shown.clearCorrected();
        }
        if (!Ownership.shows(caller, decision.getDisplaced().getDocument())) {
            shown.clearDisplaced();
        }
        return shown.build();
    }

    private static List<QuarantineDecisionKind> possible(
            QuarantinedDocument quarantined, ErrorReason reasonNow, Caller caller) {
        if (!Ownership.decides(caller, quarantined.getDocument().getDocument())
                || quarantined.getState() == QuarantineState.QUARANTINE_STATE_LEFT) {
            return List.of();
        }
        if (quarantined.getState() == QuarantineState.QUARANTINE_STATE_CLOSED) {
            return List.of(QuarantineDecisionKind.QUARANTINE_DECISION_KIND_REOPEN);
        }
        List<QuarantineDecisionKind> possible = new ArrayList<>();
        if (reasonNow == ErrorReason.ERROR_REASON_UNSPECIFIED) {
            possible.add(QuarantineDecisionKind.QUARANTINE_DECISION_KIND_OFFER_AGAIN);
        } else if (quarantined.getReason() == ErrorReason.ERROR_REASON_CONFLICTING_DUPLICATE) {
            possible.add(QuarantineDecisionKind.QUARANTINE_DECISION_KIND_KEEP);
            possible.add(QuarantineDecisionKind.QUARANTINE_DECISION_KIND_TAKE);
        }
        possible.add(QuarantineDecisionKind.QUARANTINE_DECISION_KIND_CORRECT);
        possible.add(QuarantineDecisionKind.QUARANTINE_DECISION_KIND_DISCARD);
        return possible;
    }

    private ErrorReason reasonNow(AcceptedDocument document, Optional<Stored> stored) {
        Reading reading = reception.readAgain(0, document);
        if (!reading.valid()) {
            return reading.fault().reason();
        }
        return stored.map(standing -> reasonBeside(reading.offer(), standing))
                .orElse(ErrorReason.ERROR_REASON_UNSPECIFIED);
    }

    private static ErrorReason reasonBeside(Offer offer, Stored standing) {
        boolean same = offer.contentHash().equals(Content.hash(standing.accepted()));
        long version = standing.accepted().getDocument().getVersion();
        Verdict verdict = Verdict.of(offer.document().getVersion(), same, version);
        if (verdict == Verdict.CONFLICTING && !standing.setAside()) {
            return ErrorReason.ERROR_REASON_CONFLICTING_DUPLICATE;
        }
        return verdict == Verdict.SAME && standing.setAside()
                ? ErrorReason.ERROR_REASON_CURRENCY_MISMATCH
                : ErrorReason.ERROR_REASON_UNSPECIFIED;
    }
}
