package dev.touchline.order.intake;

import dev.touchline.kit.access.Caller;
import dev.touchline.kit.error.Check;
import dev.touchline.kit.error.Items;
import dev.touchline.kit.error.Rejection;
import dev.touchline.order.quarantine.DecisionStore;
import dev.touchline.order.quarantine.DecisionStore.Decision;
import dev.touchline.order.quarantine.QuarantineStore;
import dev.touchline.order.v1.DecideQuarantineRequest;
import dev.touchline.order.v1.QuarantineDecisionKind;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.ItemResult;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides about documents in quarantine. The decision and what it does are one transaction. */
@ApplicationScoped
public class Decisions {

    /** The longest note, in characters. */
    static final int MAX_NOTE = 500;

    private static final int MAX_KEY = 64;

    private final Intake intake;
    private final Replays replays;
    private final QuarantineStore quarantine;
    private final DecisionStore decisions;
    private final Clock clock;

    Decisions(Intake intake, Replays replays, QuarantineStore quarantine, DecisionStore decisions, Clock clock) {
        this.intake = intake;
        this.replays = replays;
        this.quarantine = quarantine;
        this.decisions = decisions;
        this.clock = clock;
    }

    /**
     * Decides about 1 to 500 documents; answers each, in order.
     *
     * @throws Rejection if the decision, its key or its note is missing
     */
    public Uni<List<ItemResult>> decide(DecideQuarantineRequest request, Caller caller) {
        List<Long> ids = request.getQuarantineIdsList();
        Check.batch("quarantine_ids", ids, Intake.MAX_BATCH);
        Way way = new Way(
                caller,
                request.getDecision(),
                Check.text("note", request.getNote().strip(), 1, MAX_NOTE),
                Check.text("decision_key", request.getDecisionKey(), 1, MAX_KEY));
        return switch (request.getDecision()) {
            case QUARANTINE_DECISION_KIND_TAKE -> replays.take(ids, way);
            case QUARANTINE_DECISION_KIND_KEEP, QUARANTINE_DECISION_KIND_DISCARD, QUARANTINE_DECISION_KIND_REOPEN ->
                intake.transaction(tx -> quarantine.lock(tx, ids).chain(kept -> decisions
                        .newest(tx, ids, way.key())
                        .chain(newest -> decide(
                                tx,
                                ids.stream()
                                        .map(id -> new Standpoint(id, kept.get(id), newest.get(id)))
                                        .toList(),
                                way))));
            case QUARANTINE_DECISION_KIND_UNSPECIFIED -> throw Rejection.required("decision");
            case QUARANTINE_DECISION_KIND_CORRECT, QUARANTINE_DECISION_KIND_OFFER_AGAIN, UNRECOGNIZED ->
                throw Rejection.field(
                        ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE,
                        "decision",
                        request.getDecisionValue(),
                        "KEEP, TAKE, DISCARD or REOPEN");
        };
    }

    private Uni<List<ItemResult>> decide(SqlConnection tx, List<Standpoint> standpoints, Way way) {
        Set<Long> deciding = new LinkedHashSet<>();
        List<ItemResult> answers = new ArrayList<>();
        for (int i = 0; i < standpoints.size(); i++) {
            Standpoint standpoint = standpoints.get(i);
            Optional<ItemResult> answer = standpoint.answer(i, way.kind(), way.caller());
            boolean first = answer.isPresent() || deciding.add(standpoint.id());
            answers.add(answer.orElse(first ? Items.accepted(i) : Items.duplicate(i)));
        }
        Instant now = clock.instant();
        List<Long> decided = List.copyOf(deciding);
        Uni<Void> acted = way.kind() == QuarantineDecisionKind.QUARANTINE_DECISION_KIND_REOPEN
                ? quarantine.reopen(tx, decided)
                : quarantine.close(tx, decided, now);
        return acted.chain(() -> decisions.record(
                        tx,
                        decided.stream().map(id -> Decision.of(id, way.kind())).toList(),
                        way.reasons(now)))
                .replaceWith(answers);
    }
}
