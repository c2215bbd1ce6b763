package dev.touchline.order.intake;

import dev.touchline.kit.time.ProtoTime;
import dev.touchline.order.book.Entry;
import dev.touchline.order.quarantine.QuarantineStore;
import dev.touchline.order.quarantine.QuarantineStore.Fault;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts into quarantine what a batch could not accept, takes out what it could, and counts. Everything offered that was
 * neither accepted nor paired nor put into quarantine was known before, so the five numbers always add up.
 */
@ApplicationScoped
class Accounting {

    private static final String COUNT =
            """
            INSERT INTO intake (recorded_at, offered, accepted, duplicates, paired, quarantined)
            VALUES ($1, $2, $3, $4, $5, $6)
            """;

    private final QuarantineStore quarantine;
    private final Clock clock;

    Accounting(QuarantineStore quarantine, Clock clock) {
        this.quarantine = quarantine;
        this.clock = clock;
    }

    /**
     * Settles a batch.
     *
     * @param offered documents offered now; a replay offers none
     * @param faults documents that are not acceptable by themselves
     * @param replayed quarantine ids that leave, because they were replayed
     */
    Uni<Void> settle(SqlConnection tx, int offered, Booked booked, List<Fault> faults, List<Long> replayed) {
        List<Fault> added = new ArrayList<>(faults);
        booked.newlyAside().forEach(aside -> added.add(fault(aside)));
        booked.displaced().forEach(entry -> added.add(displaced(entry)));
        int accepted = booked.count(Outcome.Kind.ACCEPTED)
                - booked.takenBack()
                - booked.displaced().size()
                + booked.replacedPaired()
                + booked.notAside().size();
        int paired = -booked.noLongerPaired();
        return quarantine
                .leaveAside(tx, booked.back().stream().map(Entry::key).toList(), clock.instant())
                .chain(left -> quarantine.leave(tx, replayed, clock.instant()).map(more -> left + more))
                .chain(left -> quarantine.add(tx, added, clock.instant()).map(rows -> rows - left))
                .chain(quarantined -> count(tx, offered, accepted, paired, quarantined));
    }

    private static Fault fault(Booked.Aside aside) {
        String got = aside.entry().accepted().getDocument().getCurrencyCode();
        return new Fault(aside.entry().accepted(), Outcome.currencyMismatch(got, aside.saleCurrency()));
    }

    /** How a document is kept that stood until a decision preferred another content of its version. */
    static Fault displaced(Entry entry) {
        return new Fault(entry.accepted(), Outcome.conflicting(entry.accepted().getDocument()));
    }

    private Uni<Void> count(SqlConnection tx, int offered, int accepted, int paired, int quarantined) {
        int known = offered - accepted - paired - quarantined;
        Tuple counts = Tuple.of(ProtoTime.stored(clock.instant()), offered, accepted, known, paired, quarantined);
        return tx.preparedQuery(COUNT).execute(counts).replaceWithVoid();
    }
}
