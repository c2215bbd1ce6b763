package dev.touchline.report.publication;

import dev.touchline.kit.error.Rejection;
import dev.touchline.report.freshness.LedgerLag;
import dev.touchline.type.v1.ErrorReason;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Publishes a period because somebody asks, also before 06:00 and long after: the business day must only be over. A copy that
 * a replay would change is not complete, whatever waits.
 */
@ApplicationScoped
public class Publishing {

    private final Pool pool;
    private final Publications publications;
    private final Brands brands;
    private final LedgerLag ledger;
    private final PublicationConfig config;
    private final Clock clock;

    public Publishing(
            Pool pool,
            Publications publications,
            Brands brands,
            LedgerLag ledger,
            PublicationConfig config,
            Clock clock) {
        this.pool = pool;
        this.publications = publications;
        this.brands = brands;
        this.ledger = ledger;
        this.config = config;
        this.clock = clock;
    }

    /** The copies of the period: new ones, or those that there are. No brand: all that have sold something. */
    Uni<List<Copy>> publish(Kind kind, LocalDate day, String brand, String askedBy) {
        Instant now = clock.instant();
        return brands.selling(pool)
                .map(all -> brand.isEmpty() ? all : List.of(named(all, brand)))
                .map(asked ->
                        asked.stream().map(each -> over(each, kind, day, now)).toList())
                .chain(periods -> ledger.waiting().map(Waiting::new).chain(waiting -> complete(waiting)
                        .chain(complete -> publish(periods, now, waiting, complete, askedBy))));
    }

    private Uni<Boolean> complete(Waiting waiting) {
        return OldSales.any(pool).map(old -> !old && waiting.complete(config.maxWaiting()));
    }

    private Uni<List<Copy>> publish(
            List<Period> periods, Instant now, Waiting waiting, boolean complete, String askedBy) {
        List<Copy> copies = new ArrayList<>();
        Uni<Void> done = Uni.createFrom().voidItem();
        for (Period period : periods) {
            done = done.chain(() -> publications
                    .publish(period, now, waiting, complete, askedBy)
                    .invoke(copies::add)
                    .replaceWithVoid());
        }
        return done.replaceWith(copies);
    }

    private static Brand named(List<Brand> all, String key) {
        return all.stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow(() -> Rejection.notFound("brand", key));
    }

    private static Period over(Brand brand, Kind kind, LocalDate day, Instant now) {
        Instant over = Hours.over(kind, day, brand.places());
        if (now.isBefore(over)) {
            throw Rejection.field(ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE, "day", day, "over; it ends at " + over);
        }
        return brand.period(kind, day);
    }
}
