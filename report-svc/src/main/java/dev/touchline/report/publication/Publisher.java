package dev.touchline.report.publication;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Publishes what is due and was not published, the oldest first, also what became due while nothing ran. A copy waits for
 * the ledger to be complete, but not for ever: a number that is marked as incomplete and restated later is worth more than
 * none in the morning. Only where a replay would change the numbers nothing is published at all.
 */
final class Publisher {

    private static final Logger LOG = Logger.getLogger(Publisher.class);

    private static final Comparator<Period> OLDEST_FIRST = Comparator.comparing(Period::dueAt)
            .thenComparing(Period::kind)
            .thenComparing(Period::day)
            .thenComparing(Period::brand);

    private final Pool pool;
    private final Publications publications;
    private final Brands brands;
    private final Supplier<Uni<Long>> ledger;
    private final PublicationConfig config;
    private final Clock clock;
    private final Instant began;

    /**
     * A publisher.
     *
     * @param ledger how much waits until the ledger is complete; -1: nobody knows
     */
    Publisher(
            Pool pool,
            Publications publications,
            Brands brands,
            Supplier<Uni<Long>> ledger,
            PublicationConfig config,
            Clock clock) {
        this.pool = pool;
        this.publications = publications;
        this.brands = brands;
        this.ledger = ledger;
        this.config = config;
        this.clock = clock;
        this.began = clock.instant();
    }

    /**
     * Completes what is half done and publishes what is due; answers how many copies it made. Where one fails the others are
     * made all the same, and the round fails.
     */
    Uni<Integer> round() {
        Instant now = clock.instant();
        Attempts attempts = new Attempts();
        return attempts.make("complete what was cut", () -> publications.finishAll(now))
                .chain(() -> due(pool, now))
                .chain(due -> due.isEmpty() ? Uni.createFrom().item(0) : publishUnlessOld(due, now, attempts))
                .chain(made -> attempts.end().replaceWith(made));
    }

    /** What is due now and has no copy, the oldest first. */
    Uni<List<Period>> due(SqlClient client, Instant now) {
        LocalDate earliest = now.minus(config.catchUp()).atZone(ZoneOffset.UTC).toLocalDate();
        return publications.since(client, earliest).chain(copies -> brands.selling(client)
                .map(all -> due(all, copies, now)));
    }

    private List<Period> due(List<Brand> all, Set<Period.Key> copies, Instant now) {
        List<Period> due = new ArrayList<>();
        all.forEach(brand -> due.addAll(brand.due(now, config.catchUp(), copies)));
        due.sort(OLDEST_FIRST);
        return due;
    }

    private Uni<Integer> publishUnlessOld(List<Period> due, Instant now, Attempts attempts) {
        return OldSales.any(pool).chain(old -> {
            if (old) {
                LOG.errorf("Copies wait for a replay: sales have no owner or no journal copies=%d", due.size());
                return Uni.createFrom().item(0);
            }
            return publish(due, now, attempts);
        });
    }

    private Uni<Integer> publish(List<Period> due, Instant now, Attempts attempts) {
        return ledger.get().map(Waiting::new).chain(waiting -> {
            boolean complete = waiting.complete(config.maxWaiting());
            List<Period> ready = due.stream()
                    .filter(period -> complete || impatient(period, now))
                    .toList();
            if (ready.size() < due.size()) {
                LOG.warnf(
                        "Copies wait for the ledger copies=%d waiting=%d", due.size() - ready.size(), waiting.count());
            }
            Uni<Void> done = Uni.createFrom().voidItem();
            for (Period period : ready) {
                done = done.chain(() -> attempts.make("publish " + period.key().text(), () -> publications
                        .publish(period, now, waiting, complete, "")
                        .invoke(Publisher::say)));
            }
            return done.replaceWith(ready.size());
        });
    }

    private boolean impatient(Period period, Instant now) {
        return overdue(period, now).compareTo(config.patience()) >= 0;
    }

    /** How long a copy has been missing. After a downtime the ledger has as long again to catch up. */
    Duration overdue(Period period, Instant now) {
        return Duration.between(period.dueAt().isAfter(began) ? period.dueAt() : began, now);
    }

    private static void say(Copy copy) {
        LOG.infof(
                "Published kind=%s day=%s brand=%s cut=%d complete=%s waiting=%d",
                copy.kind(), copy.day(), copy.brand(), copy.cut(), copy.complete(), copy.waiting());
    }
}
