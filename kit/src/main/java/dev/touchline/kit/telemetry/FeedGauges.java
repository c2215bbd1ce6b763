package dev.touchline.kit.telemetry;

import dev.touchline.kit.telemetry.Gauge.Reading;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The feed that this service owns: how far it is, and what waits to get into it. */
@ApplicationScoped
public class FeedGauges implements GaugeSource {

    private static final Gauge HEAD = new Gauge("touchline.feed.head", "{event}", "Events in the own feed so far");
    private static final Gauge INBOX =
            new Gauge("touchline.feed.inbox", "{event}", "Events not in the feed yet, counted up to 100,000");
    private static final Gauge OLDEST =
            new Gauge("touchline.feed.inbox.oldest.age", "s", "Age of the oldest event not in the feed yet; 0: none");

    private static final String OWN_FEED =
            """
            SELECT (SELECT sum(last) FROM feed_head)::bigint,
                   (SELECT count(*) FROM (SELECT FROM feed_inbox LIMIT 100000) AS waiting),
                   (SELECT greatest(0, extract(epoch FROM clock_timestamp() - min(first.recorded_at)))
                    FROM generate_series(0, 15) AS parts (part)
                    CROSS JOIN LATERAL (SELECT recorded_at FROM feed_inbox WHERE feed_inbox.part = parts.part
                                        ORDER BY id LIMIT 1) AS first)::double precision
            """;

    private final ReadOnly database;

    public FeedGauges(ReadOnly database) {
        this.database = database;
    }

    @Override
    public List<Gauge> gauges() {
        return List.of(HEAD, INBOX, OLDEST);
    }

    @Override
    public Uni<List<Reading>> read() {
        return database.read(tx -> tx.query(OWN_FEED)
                .execute()
                .map(rows -> readings(rows.iterator().next())));
    }

    private static List<Reading> readings(Row row) {
        double age = row.getDouble(2) == null ? 0 : row.getDouble(2);
        return List.of(HEAD.reading(row.getLong(0)), INBOX.reading(row.getLong(1)), OLDEST.reading(age));
    }
}
