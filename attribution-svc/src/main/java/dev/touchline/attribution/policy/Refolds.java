package dev.touchline.attribution.policy;

import dev.touchline.attribution.v1.PolicyRefold;
import dev.touchline.kit.telemetry.Gauge;
import dev.touchline.kit.telemetry.Gauge.Reading;
import dev.touchline.kit.telemetry.GaugeSource;
import dev.touchline.kit.telemetry.ReadOnly;
import dev.touchline.kit.time.ProtoTime;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How far those whom each version concerns are marked: for answers and for telemetry. */
@ApplicationScoped
class Refolds implements GaugeSource {

    private static final Gauge PARTS = new Gauge(
            "touchline.policy.refold.parts",
            "{part}",
            "Parts of the ledger not yet looked through for members whom a new policy concerns");

    private static final String OF_VERSIONS =
            """
            SELECT number, count(finished_at)::integer, count(*)::integer, sum(examined)::bigint, sum(marked)::bigint,
                   CASE WHEN count(finished_at) = count(*) THEN max(finished_at) END
            FROM policy_refold WHERE number = ANY($1) GROUP BY number
            """;

    private static final String OPEN = "SELECT count(*) FROM policy_refold WHERE finished_at IS NULL";

    private final ReadOnly database;

    Refolds(ReadOnly database) {
        this.database = database;
    }

    /** The progress of versions, by number. The first has none: nothing was folded before it. */
    Uni<Map<Integer, PolicyRefold>> of(SqlClient client, List<Integer> numbers) {
        return client.preparedQuery(OF_VERSIONS)
                .execute(Tuple.of(numbers.toArray(Integer[]::new)))
                .map(rows -> {
                    Map<Integer, PolicyRefold> progress = new HashMap<>();
                    rows.forEach(row -> progress.put(row.getInteger(0), progress(row)));
                    return progress;
                });
    }

    /** Parts that are not done. */
    static Uni<Long> open(SqlClient client) {
        return client.query(OPEN).execute().map(rows -> rows.iterator().next().getLong(0));
    }

    @Override
    public List<Gauge> gauges() {
        return List.of(PARTS);
    }

    @Override
    public Uni<List<Reading>> read() {
        return database.read(Refolds::open).map(open -> List.of(PARTS.reading(open)));
    }

    private static PolicyRefold progress(Row row) {
        PolicyRefold.Builder progress = PolicyRefold.newBuilder()
                .setPartsDone(row.getInteger(1))
                .setParts(row.getInteger(2))
                .setExamined(row.getLong(3))
                .setMarked(row.getLong(4));
        if (row.getOffsetDateTime(5) != null) {
            progress.setFinishedAt(ProtoTime.timestamp(row.getOffsetDateTime(5)));
        }
        return progress.build();
    }
}
