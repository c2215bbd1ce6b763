package dev.touchline.kit.operations;

import dev.touchline.operations.v1.InvariantResult;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.List;

/**
 * An invariant that one query proves or refutes on live data.
 *
 * @param name name, e.g. {@code "conservation"}
 * @param claim what is claimed, in a sentence
 * @param sql answers one row: examined (bigint), violations (bigint), samples (text[], at most 5 external keys or null)
 */
public record SqlInvariant(String name, String claim, String sql) {

    /** Runs the query. */
    public Uni<InvariantResult> check(SqlClient client) {
        return client.query(sql).execute().map(rows -> result(rows.iterator().next()));
    }

    private InvariantResult result(Row row) {
        String[] samples = row.getArrayOfStrings(2);
        return InvariantResult.newBuilder()
                .setInvariant(name)
                .setClaim(claim)
                .setExamined(row.getLong(0))
                .setViolations(row.getLong(1))
                .addAllSamples(samples == null ? List.of() : List.of(samples))
                .build();
    }
}
