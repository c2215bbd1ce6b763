package dev.touchline.order.intake;

import dev.touchline.kit.access.Caller;
import dev.touchline.kit.error.Check;
import dev.touchline.kit.error.Items;
import dev.touchline.kit.error.Rejection;
import dev.touchline.order.book.Entry;
import dev.touchline.order.document.Offer;
import dev.touchline.order.pairing.Pairer;
import dev.touchline.order.quarantine.DecisionStore;
import dev.touchline.order.quarantine.DecisionStore.Decision;
import dev.touchline.order.quarantine.DecisionStore.Reasons;
import dev.touchline.order.quarantine.QuarantineStore;
import dev.touchline.order.quarantine.QuarantineStore.Kept;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.QuarantineDecisionKind;
import dev.touchline.order.v1.Replay;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.ItemOutcome;
import dev.touchline.type.v1.ItemResult;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Offers documents in quarantine again, as they are or corrected, or because a person decided that they stand. What is
 * accepted, or turns out to be known, leaves, and that is recorded; what is not stays where it was.
 */
@ApplicationScoped
public class Replays {

    private final Intake intake;
    private final Reception reception;
    private final Booking booking;
    private final Accounting accounting;
    private final QuarantineStore quarantine;
    private final DecisionStore decisions;
    private final Pairer pairer;
    private final Clock clock;

    Replays(
            Intake intake,
            Reception reception,
            Booking booking,
            Accounting accounting,
            QuarantineStore quarantine,
            DecisionStore decisions,
            Pairer pairer,
            Clock clock) {
        this.intake = intake;
        this.reception = reception;
        this.booking = booking;
        this.accounting = accounting;
        this.quarantine = quarantine;
        this.decisions = decisions;
        this.pairer = pairer;
        this.clock = clock;
    }

    /** Replays 1 to 500 documents; answers each, in order. A replay that was done before answers duplicate. */
    public Uni<List<ItemResult>> replay(List<Replay> replays, String note, Caller caller) {
        Check.batch("replays", replays, Intake.MAX_BATCH);
        return replay(replays, Way.offeringAgain(caller, Check.text("note", note, 0, Decisions.MAX_NOTE)));
    }

    /** Lets 1 to 500 conflicting documents stand, each in the place of what stands under its key. */
    Uni<List<ItemResult>> take(List<Long> ids, Way way) {
        return replay(
                ids.stream()
                        .map(id -> Replay.newBuilder().setQuarantineId(id).build())
                        .toList(),
                way);
    }

    private Uni<List<ItemResult>> replay(List<Replay> replays, Way way) {
        List<Long> ids =
                replays.stream().map(Replay::getQuarantineId).distinct().toList();
        return intake.transaction(
                tx -> quarantine.lock(tx, ids).chain(kept -> decisions
                        .newest(tx, ids, way.key())
                        .chain(newest -> replay(
                                tx,
                                replays,
                                replays.stream()
                                        .map(Replay::getQuarantineId)
                                        .map(id -> new Standpoint(id, kept.get(id), newest.get(id)))
                                        .toList(),
                                way))),
                replayed -> pairer.pair(replayed.booked().marks()).map(replayed::answers));
    }

    /** What was answered without the books, what the books did, and from where each document came. */
    private record Replayed(List<ItemResult> answers, Booked booked, List<Standpoint> standpoints) {

        /** The answers, once it is known which documents count zero. */
        List<ItemResult> answers(Set<DocumentKey> countZero) {
            return Replays.answers(answers, booked.paired(countZero), standpoints);
        }
    }

    private Uni<Replayed> replay(SqlConnection tx, List<Replay> replays, List<Standpoint> standpoints, Way way) {
        List<ItemResult> answers = new ArrayList<>();
        List<Offer> offers = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        Set<DocumentKey> taken = new HashSet<>();
        for (int i = 0; i < replays.size(); i++) {
            Standpoint standpoint = standpoints.get(i);
            Optional<ItemResult> answer = standpoint.answer(i, way.kind(), way.caller());
            if (answer.isPresent() || !seen.add(standpoint.id())) {
                answers.add(answer.orElse(Items.duplicate(i)));
            } else if (way.takes() && !taken.add(key(standpoint.row()))) {
                answers.add(Items.rejected(i, secondContent(standpoint.row())));
            } else {
                Reading reading = read(i, replays.get(i), standpoint.row());
                if (reading.valid()) {
                    offers.add(way.takes() ? reading.offer().decidedToStand() : reading.offer());
                } else {
                    answers.add(reading.keepable() ? Items.quarantined(i, reading.fault()) : reading.refusal());
                }
            }
        }
        return booking.book(tx, offers, offer -> way.caller())
                .chain(booked -> settle(tx, standpoints, replays, booked, way)
                        .replaceWith(() -> new Replayed(answers, booked, standpoints)));
    }

    private Uni<Void> settle(
            SqlConnection tx, List<Standpoint> standpoints, List<Replay> replays, Booked booked, Way way) {
        List<Outcome> leaving = leaving(booked, standpoints);
        List<Long> ids = leaving.stream()
                .map(outcome -> replays.get(outcome.offer().index()).getQuarantineId())
                .toList();
        Map<DocumentKey, AcceptedDocument> displaced =
                booked.displaced().stream().collect(Collectors.toMap(Entry::key, Entry::accepted));
        List<Decision> taken = leaving.stream()
                .map(outcome -> decision(replays.get(outcome.offer().index()), outcome, displaced))
                .toList();
        Reasons reasons = way.reasons(clock.instant());
        return accounting
                .settle(tx, 0, booked, List.of(), ids)
                .chain(() -> decisions.record(tx, taken, reasons))
                .chain(() -> closeDisplaced(tx, booked, reasons));
    }

    private Uni<Void> closeDisplaced(SqlConnection tx, Booked booked, Reasons reasons) {
        List<AcceptedDocument> displaced =
                booked.displaced().stream().map(Entry::accepted).toList();
        return quarantine
                .closeDisplaced(tx, displaced, reasons.at())
                .chain(ids -> decisions.record(
                        tx,
                        ids.stream()
                                .map(id -> Decision.of(id, QuarantineDecisionKind.QUARANTINE_DECISION_KIND_KEEP))
                                .toList(),
                        reasons));
    }

    /** A content that was to be taken but is known by now, or superseded, was only offered again. */
    private static Decision decision(Replay replay, Outcome outcome, Map<DocumentKey, AcceptedDocument> displaced) {
        Offer offer = outcome.offer();
        boolean stands = outcome.is(Outcome.Kind.ACCEPTED) || outcome.is(Outcome.Kind.SET_ASIDE);
        if (offer.decided() && stands) {
            return new Decision(
                    replay.getQuarantineId(),
                    QuarantineDecisionKind.QUARANTINE_DECISION_KIND_TAKE,
                    null,
                    displaced.get(offer.key()));
        }
        return replay.hasCorrected() || replay.getChangesCount() > 0
                ? new Decision(
                        replay.getQuarantineId(),
                        QuarantineDecisionKind.QUARANTINE_DECISION_KIND_CORRECT,
                        offer.accepted(),
                        null)
                : Decision.of(replay.getQuarantineId(), QuarantineDecisionKind.QUARANTINE_DECISION_KIND_OFFER_AGAIN);
    }

    private Reading read(int index, Replay replay, Kept row) {
        Reading reading = offered(index, replay, row);
        return reading.keepable() && !reading.accepted().getDocument().getKey().equals(key(row))
                ? new Reading(index, row.document(), otherKey(row))
                : reading;
    }

    private Reading offered(int index, Replay replay, Kept row) {
        if (replay.getChangesCount() > 0) {
            return reception.readChanged(index, row.document(), replay);
        }
        if (!replay.hasCorrected()) {
            return reception.readAgain(index, row.document());
        }
        Reading reading = reception.read(List.of(replay.getCorrected())).get(0);
        return new Reading(index, reading.accepted(), reading.fault());
    }

    private static DocumentKey key(Kept row) {
        return row.document().getDocument().getKey();
    }

    private static Rejection otherKey(Kept row) {
        return Rejection.field(
                ErrorReason.ERROR_REASON_FIELD_MALFORMED,
                "corrected.key",
                "another key",
                "the key of " + key(row).getNumber());
    }

    private static Rejection secondContent(Kept row) {
        return Rejection.field(
                ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE,
                "quarantine_ids",
                "a second content of " + key(row).getNumber(),
                "one content to take under a key");
    }

    private static List<Outcome> leaving(Booked booked, List<Standpoint> standpoints) {
        return booked.outcomes().stream()
                .filter(outcome -> !outcome.isFault()
                        && !outcome.is(Outcome.Kind.STILL_ASIDE)
                        && !outcome.is(Outcome.Kind.OUT_OF_SCOPE)
                        && !staysAside(outcome, standpoints))
                .toList();
    }

    /** A refund that stands set aside is not helped by an older version of it. */
    private static boolean staysAside(Outcome outcome, List<Standpoint> standpoints) {
        return outcome.is(Outcome.Kind.SUPERSEDED)
                && standpoints.get(outcome.offer().index()).row().reason()
                        == ErrorReason.ERROR_REASON_CURRENCY_MISMATCH;
    }

    private static ItemResult answer(Outcome outcome, List<Standpoint> standpoints) {
        ItemResult answer = outcome.answer();
        return staysAside(outcome, standpoints)
                ? answer.toBuilder()
                        .setOutcome(ItemOutcome.ITEM_OUTCOME_QUARANTINED)
                        .build()
                : answer;
    }

    private static List<ItemResult> answers(List<ItemResult> answers, Booked booked, List<Standpoint> standpoints) {
        return Stream.concat(answers.stream(), booked.outcomes().stream().map(outcome -> answer(outcome, standpoints)))
                .sorted(Comparator.comparingInt(ItemResult::getIndex))
                .toList();
    }
}
