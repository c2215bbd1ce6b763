package dev.touchline.touch.report;

import dev.touchline.touch.journey.Stage;
import dev.touchline.touch.journey.StageFact;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stage facts in the database. They are inserted and never changed. */
@ApplicationScoped
class Stages {

    private static final String OF_TOUCHES =
            "SELECT touch, stage, occurred_at, failure_reason, recorded_at FROM touch_stage WHERE touch = ANY($1)";

    private static final String INSERT =
            """
            INSERT INTO touch_stage (touch, stage, occurred_at, failure_reason, recorded_at, version)
            SELECT * FROM unnest($1::bigint[], $2::smallint[], $3::timestamptz[], $4::smallint[], $5::timestamptz[],
                                 $6::bigint[])
            """;

    /** A fact that a version of a touch brought. */
    record NewFact(long touch, long version, StageFact fact) {}

    Uni<Map<Long, List<StageFact>>> ofTouches(SqlClient client, Collection<Long> touches) {
        if (touches.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return client.preparedQuery(OF_TOUCHES)
                .execute(Tuple.tuple().addArrayOfLong(touches.toArray(Long[]::new)))
                .map(rows -> {
                    Map<Long, List<StageFact>> facts = new HashMap<>();
                    for (Row row : rows) {
                        facts.computeIfAbsent(row.getLong(0), touch -> new ArrayList<>())
                                .add(fact(row));
                    }
                    return facts;
                });
    }

    Uni<Void> insert(SqlConnection tx, List<NewFact> facts) {
        if (facts.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Columns<NewFact> columns = new Columns<>(facts);
        Tuple arguments = Tuple.tuple()
                .addArrayOfLong(columns.longs(NewFact::touch))
                .addArrayOfShort(columns.shorts(each -> each.fact().stage().number()))
                .addArrayOfOffsetDateTime(columns.times(each -> each.fact().occurredAt()))
                .addArrayOfShort(columns.shorts(each -> each.fact().failureReason()))
                .addArrayOfOffsetDateTime(columns.times(each -> each.fact().recordedAt()))
                .addArrayOfLong(columns.longs(NewFact::version));
        return tx.preparedQuery(INSERT).execute(arguments).replaceWithVoid();
    }

    private static StageFact fact(Row row) {
        return new StageFact(
                Stage.of(row.getShort(1)),
                row.getOffsetDateTime(2).toInstant(),
                row.getShort(3),
                row.getOffsetDateTime(4).toInstant());
    }
}
