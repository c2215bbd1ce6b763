package dev.touchline.order.intake;

import dev.touchline.order.v1.GetIntakeResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;

/** How many documents were offered, and what became of them. */
@ApplicationScoped
public class IntakeTotals {

    // One statement, one snapshot.
    private static final String TOTALS =
            """
            SELECT coalesce(sum(offered), 0)::bigint AS offered, coalesce(sum(accepted), 0)::bigint AS accepted,
                   coalesce(sum(duplicates), 0)::bigint AS duplicates, coalesce(sum(paired), 0)::bigint AS paired,
                   coalesce(sum(quarantined), 0)::bigint AS quarantined,
                   (SELECT count(*) FROM sale WHERE member = 0) AS without_member,
                   (SELECT count(*) FROM quarantine WHERE left_at IS NULL AND closed_at IS NOT NULL) AS closed
            FROM intake
            """;

    private final Pool pool;

    public IntakeTotals(Pool pool) {
        this.pool = pool;
    }

    /** The totals now. */
    public Uni<GetIntakeResponse> read() {
        return pool.query(TOTALS).execute().map(rows -> totals(rows.iterator().next()));
    }

    private static GetIntakeResponse totals(Row row) {
        return GetIntakeResponse.newBuilder()
                .setOffered(row.getLong("offered"))
                .setAccepted(row.getLong("accepted"))
                .setDuplicates(row.getLong("duplicates"))
                .setPaired(row.getLong("paired"))
                .setQuarantined(row.getLong("quarantined"))
                .setSalesWithoutMember(row.getLong("without_member"))
                .setQuarantinedClosed(row.getLong("closed"))
                .build();
    }
}
