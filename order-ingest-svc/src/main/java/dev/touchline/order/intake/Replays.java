package dev.touchline.order.intake;

import dev.touchline.kit.access.Caller;
import dev.touchline.kit.error.Check;
import dev.touchline.kit.error.Items;
import dev.touchline.kit.error.Rejection;
import dev.touchline.order.document.Offer;
import dev.touchline.order.pairing.Pairer;
import dev.touchline.order.quarantine.QuarantineStore;
import dev.touchline.order.quarantine.QuarantineStore.Kept;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Replay;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.ItemResult;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Offers documents in quarantine again, as they are or corrected. What is accepted, or turns out to be known, leaves; what
 * is not stays where it was.
 */
@ApplicationScoped
public class Replays {

    private final Intake intake;
    private final Reception reception;
    private final Booking booking;
    private final Accounting accounting;
    private final QuarantineStore quarantine;
    private final Pairer pairer;

    Replays(
            Intake intake,
            Reception reception,
            Booking booking,
            Accounting accounting,
            QuarantineStore quarantine,
            Pairer pairer) {
        this.intake = intake;
        this.reception = reception;
        this.booking = booking;
        this.accounting = accounting;
        this.quarantine = quarantine;
        this.pairer = pairer;
    }

    /** Replays 1 to 500 documents; answers each, in order. A replay that was done before answers duplicate. */
    public Uni<List<ItemResult>> replay(List<Replay> replays, Caller caller) {
        Check.batch("replays", replays, Intake.MAX_BATCH);
        List<Long> ids =
                replays.stream().map(Replay::getQuarantineId).distinct().toList();
        return intake.transaction(
                tx -> quarantine.lock(tx, ids).chain(kept -> replay(tx, replays, kept, caller)),
                replayed -> pairer.pair(replayed.booked().sales())
                        .map(paired ->
                                answers(replayed.answers(), replayed.booked().paired(paired))));
    }

    /** What was answered without the books, and what the books did. */
    private record Replayed(List<ItemResult> answers, Booked booked) {}

    private Uni<Replayed> replay(SqlConnection tx, List<Replay> replays, Map<Long, Kept> kept, Caller caller) {
        List<ItemResult> answers = new ArrayList<>();
        List<Offer> offers = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < replays.size(); i++) {
            Kept row = kept.get(replays.get(i).getQuarantineId());
            if (row == null) {
                answers.add(Items.rejected(
                        i, Rejection.notFound("quarantine_id", replays.get(i).getQuarantineId())));
            } else if (row.left() || !seen.add(row.id())) {
                answers.add(Items.duplicate(i));
            } else {
                Reading reading = read(i, replays.get(i), row);
                if (reading.valid()) {
                    offers.add(reading.offer());
                } else {
                    answers.add(Items.quarantined(i, reading.fault()));
                }
            }
        }
        return booking.book(tx, offers, caller).chain(booked -> accounting
                .settle(tx, 0, booked, List.of(), leaving(booked, replays))
                .replaceWith(() -> new Replayed(answers, booked)));
    }

    private Reading read(int index, Replay replay, Kept row) {
        if (!replay.hasCorrected()) {
            return reception.readAgain(index, row.document());
        }
        Document corrected = replay.getCorrected();
        if (!corrected.getKey().equals(row.document().getDocument().getKey())) {
            return new Reading(index, row.document(), otherKey(row.document()));
        }
        Reading reading = reception.read(List.of(corrected)).get(0);
        return new Reading(index, reading.accepted(), reading.fault());
    }

    private static Rejection otherKey(AcceptedDocument kept) {
        String number = kept.getDocument().getKey().getNumber();
        return Rejection.field(
                ErrorReason.ERROR_REASON_FIELD_MALFORMED, "corrected.key", "another key", "the key of " + number);
    }

    private static List<Long> leaving(Booked booked, List<Replay> replays) {
        return booked.outcomes().stream()
                .filter(outcome -> !outcome.isFault()
                        && !outcome.is(Outcome.Kind.STILL_ASIDE)
                        && !outcome.is(Outcome.Kind.OUT_OF_SCOPE))
                .map(outcome -> replays.get(outcome.offer().index()).getQuarantineId())
                .toList();
    }

    private static List<ItemResult> answers(List<ItemResult> answers, Booked booked) {
        return Stream.concat(answers.stream(), booked.outcomes().stream().map(Outcome::answer))
                .sorted(Comparator.comparingInt(ItemResult::getIndex))
                .toList();
    }
}
