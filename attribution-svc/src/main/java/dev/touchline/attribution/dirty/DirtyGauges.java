package dev.touchline.attribution.dirty;

import dev.touchline.kit.telemetry.Gauge;
import dev.touchline.kit.telemetry.Gauge.Reading;
import dev.touchline.kit.telemetry.GaugeSource;
import dev.touchline.kit.telemetry.ReadOnly;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Who waits to be folded: what this service is scaled by. */
@ApplicationScoped
public class DirtyGauges implements GaugeSource {

    private static final Gauge MEMBERS = new Gauge(
            "touchline.dirty.members", "{member}", "Members that must be folded again, counted up to 1,000,000");
    private static final Gauge OLDEST =
            new Gauge("touchline.dirty.oldest.age", "s", "How long the longest of them has waited; 0: nobody waits");

    private static final String DIRTY =
            """
            SELECT (SELECT count(*) FROM (SELECT FROM dirty LIMIT 1000000) AS waiting),
                   (SELECT greatest(0, extract(epoch FROM clock_timestamp() - min(first.since)))
                    FROM generate_series(0, 63) AS shards (shard)
                    CROSS JOIN LATERAL (SELECT since FROM dirty WHERE dirty.shard = shards.shard
                                        ORDER BY since LIMIT 1) AS first)::double precision
            """;

    private final ReadOnly database;

    public DirtyGauges(ReadOnly database) {
        this.database = database;
    }

    @Override
    public List<Gauge> gauges() {
        return List.of(MEMBERS, OLDEST);
    }

    @Override
    public Uni<List<Reading>> read() {
        return database.read(tx ->
                tx.query(DIRTY).execute().map(rows -> readings(rows.iterator().next())));
    }

    private static List<Reading> readings(Row row) {
        return List.of(
                MEMBERS.reading(row.getLong(0)), OLDEST.reading(row.getDouble(1) == null ? 0 : row.getDouble(1)));
    }
}
