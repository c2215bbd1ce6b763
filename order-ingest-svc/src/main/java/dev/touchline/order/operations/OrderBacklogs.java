package dev.touchline.order.operations;

import dev.touchline.kit.operations.Backlogs;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.operations.v1.Backlog;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * What waits for a person (quarantine, doubtful pairs), for member-svc (sales whose identifiers nobody knows) or for twins to
 * be looked for.
 */
@ApplicationScoped
public class OrderBacklogs implements Backlogs {

    private static final String BACKLOGS =
            """
            SELECT (SELECT count(*) FROM quarantine WHERE left_at IS NULL AND closed_at IS NULL) AS quarantined,
                   (SELECT min(quarantined_at) FROM quarantine WHERE left_at IS NULL AND closed_at IS NULL) AS quarantined_since,
                   (SELECT count(*) FROM doubt) AS doubtful, (SELECT min(since) FROM doubt) AS doubtful_since,
                   (SELECT count(*) FROM pairing_due) + (SELECT count(*) FROM pairing_rules WHERE marked IS NOT NULL) AS unpaired,
                   (SELECT min(since) FROM pairing_due) AS unpaired_since,
                   count(DISTINCT sale.sale_id) AS unidentified, min(waiting.since) AS unidentified_since
            FROM waiting JOIN sale USING (sale_id)
            WHERE sale.member = 0
            """;

    @Override
    public Uni<List<Backlog>> backlogs(SqlClient client) {
        return client.query(BACKLOGS).execute().map(rows -> {
            Row row = rows.iterator().next();
            return List.of(
                    backlog(row, "quarantined", "quarantined", "quarantined_since"),
                    backlog(row, "unidentified_sales", "unidentified", "unidentified_since"),
                    backlog(row, "doubtful_pairs", "doubtful", "doubtful_since"),
                    backlog(row, "twins_to_look_for", "unpaired", "unpaired_since").toBuilder()
                            .setBlocksCompletion(true)
                            .build());
        });
    }

    private static Backlog backlog(Row row, String name, String count, String since) {
        Backlog.Builder backlog = Backlog.newBuilder().setName(name).setCount(row.getLong(count));
        if (row.getOffsetDateTime(since) != null) {
            backlog.setOldestSince(ProtoTime.timestamp(row.getOffsetDateTime(since)));
        }
        return backlog.build();
    }
}
