package dev.touchline.attribution.dirty;

import dev.touchline.kit.telemetry.Gauge;
import dev.touchline.kit.telemetry.Gauge.Reading;
import dev.touchline.kit.telemetry.GaugeSource;
import dev.touchline.kit.telemetry.ReadOnly;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * Who waits to be folded: what this service is scaled by, and therefore only those whom more folders would help. Who could not
 * be folded when it was tried is told apart, or one such person would hold the autoscaler at its ceiling for ever. After a pause
 * they may be folded again, and have waited since its end.
 */
@ApplicationScoped
public class DirtyGauges implements GaugeSource {

    private static final Gauge MEMBERS = new Gauge(
            "touchline.dirty.members",
            "{member}",
            "Members that may be folded now, once for each mark not yet collected, up to 1,000,000");
    private static final Gauge OLDEST = new Gauge(
            "touchline.dirty.oldest.age", "s", "How long the longest of them could have been folded; 0: nobody waits");
    private static final Gauge POSTPONED = new Gauge(
            "touchline.dirty.postponed.members",
            "{member}",
            "Members that could not be folded when it was tried, among the first 1,000,000 marks");
    private static final Gauge POSTPONED_OLDEST = new Gauge(
            "touchline.dirty.postponed.oldest.age", "s", "How long the longest of them has waited; 0: there are none");

    private static final String DIRTY =
            """
            SELECT ready, postponed, greatest(extract(epoch FROM $1::timestamptz - longest),
                             extract(epoch FROM $1::timestamptz - due), 0)::double precision,
                   greatest(extract(epoch FROM $1::timestamptz - failed), 0)::double precision
            FROM (SELECT count(*) FILTER (WHERE not_before <= $1) AS ready,
                         count(*) FILTER (WHERE not_before > '-infinity') AS postponed,
                         min(not_before) FILTER (WHERE not_before > '-infinity' AND not_before <= $1) AS due,
                         min(since) FILTER (WHERE not_before > '-infinity') AS failed
                  FROM (SELECT since, not_before FROM waiting LIMIT 1000000) AS marks) AS counted
            CROSS JOIN (SELECT min(least((SELECT since FROM dirty
                                          WHERE dirty.shard = shards.shard AND not_before = '-infinity'
                                          ORDER BY since LIMIT 1),
                                         (SELECT since FROM dirty_inbox WHERE dirty_inbox.shard = shards.shard
                                          ORDER BY since LIMIT 1))) AS longest
                        FROM generate_series(0, 63) AS shards (shard)) AS oldest
            """;

    private final ReadOnly database;
    private final Clock clock;

    public DirtyGauges(ReadOnly database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public List<Gauge> gauges() {
        return List.of(MEMBERS, OLDEST, POSTPONED, POSTPONED_OLDEST);
    }

    @Override
    public Uni<List<Reading>> read() {
        return database.read(tx -> tx.preparedQuery(DIRTY)
                .execute(Tuple.of(OffsetDateTime.now(clock)))
                .map(rows -> readings(rows.iterator().next())));
    }

    private static List<Reading> readings(Row row) {
        return List.of(
                MEMBERS.reading(row.getLong(0)),
                POSTPONED.reading(row.getLong(1)),
                OLDEST.reading(row.getDouble(2)),
                POSTPONED_OLDEST.reading(row.getDouble(3)));
    }
}
