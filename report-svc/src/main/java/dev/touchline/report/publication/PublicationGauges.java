package dev.touchline.report.publication;

import dev.touchline.kit.telemetry.Gauge;
import dev.touchline.kit.telemetry.Gauge.Reading;
import dev.touchline.kit.telemetry.GaugeSource;
import dev.touchline.kit.telemetry.ReadOnly;
import dev.touchline.report.freshness.LedgerLag;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How old the newest copy of a day is, and how long the oldest one that is missing has been due. */
@ApplicationScoped
public class PublicationGauges implements GaugeSource {

    private static final Gauge AGE =
            new Gauge("touchline.publication.age", "s", "Time since the newest copy of a business day was made");
    private static final Gauge OVERDUE = new Gauge(
            "touchline.publication.overdue",
            "s",
            "How long the oldest copy that is due is missing while this process runs; 0: none is");

    private static final String NEWEST =
            "SELECT max(made_at) FROM publication JOIN published USING (cut) WHERE kind = 1";

    private static final double MILLIS = 1000;

    private final ReadOnly database;
    private final Publisher publisher;
    private final Clock clock;

    public PublicationGauges(
            ReadOnly database,
            Pool pool,
            Publications publications,
            Brands brands,
            LedgerLag ledger,
            PublicationConfig config,
            Clock clock) {
        this.database = database;
        this.publisher = new Publisher(pool, publications, brands, ledger::waiting, config, clock);
        this.clock = clock;
    }

    @Override
    public List<Gauge> gauges() {
        return List.of(AGE, OVERDUE);
    }

    @Override
    public Uni<List<Reading>> read() {
        Instant now = clock.instant();
        return database.read(tx -> read(tx, now));
    }

    private Uni<List<Reading>> read(SqlConnection tx, Instant now) {
        List<Reading> readings = new ArrayList<>();
        return publisher
                .due(tx, now)
                .invoke(due ->
                        readings.add(OVERDUE.reading(due.isEmpty() ? 0 : seconds(publisher.overdue(due.get(0), now)))))
                .chain(() -> tx.query(NEWEST).execute())
                .map(rows -> rows.iterator().next().getOffsetDateTime(0))
                .invoke(newest -> {
                    if (newest != null) {
                        readings.add(AGE.reading(seconds(Duration.between(newest.toInstant(), now))));
                    }
                })
                .replaceWith(readings);
    }

    private static double seconds(Duration time) {
        return time.toMillis() / MILLIS;
    }
}
