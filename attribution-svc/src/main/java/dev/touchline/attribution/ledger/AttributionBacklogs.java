package dev.touchline.attribution.ledger;

import dev.touchline.kit.operations.Backlogs;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.operations.v1.Backlog;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Who waits to be folded, and the parts of the ledger in which a new policy has not yet found whom it concerns. */
@ApplicationScoped
public class AttributionBacklogs implements Backlogs {

    private static final String DIRTY =
            """
            SELECT count(*), min(since)
            FROM (SELECT min(since) AS since FROM (SELECT member, since FROM waiting LIMIT 1000000) AS marks GROUP BY member)
                 AS members
            """;

    private static final String PARTS = "SELECT count(*) FROM policy_refold WHERE finished_at IS NULL";

    @Override
    public Uni<List<Backlog>> backlogs(SqlClient client) {
        return client.query(DIRTY)
                .execute()
                .map(rows -> dirtyMembers(rows.iterator().next()))
                .chain(members -> client.query(PARTS)
                        .execute()
                        .map(rows -> List.of(members, parts(rows.iterator().next()))));
    }

    private static Backlog parts(Row row) {
        return Backlog.newBuilder()
                .setName("policy_refold_parts")
                .setCount(row.getLong(0))
                .setBlocksCompletion(true)
                .build();
    }

    private static Backlog dirtyMembers(Row row) {
        Backlog.Builder backlog = Backlog.newBuilder()
                .setName("dirty_members")
                .setCount(row.getLong(0))
                .setBlocksCompletion(true);
        if (row.getOffsetDateTime(1) != null) {
            backlog.setOldestSince(ProtoTime.timestamp(row.getOffsetDateTime(1)));
        }
        return backlog.build();
    }
}
