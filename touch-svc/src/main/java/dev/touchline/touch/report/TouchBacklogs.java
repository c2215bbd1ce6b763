package dev.touchline.touch.report;

import dev.touchline.kit.operations.Backlogs;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.operations.v1.Backlog;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;

/** Touches that wait for their member. Nothing is incomplete meanwhile: they may never be identified. */
@ApplicationScoped
class TouchBacklogs implements Backlogs {

    private static final String UNIDENTIFIED = "SELECT count(*), min(recorded_at) FROM touch WHERE member IS NULL";

    @Override
    public Uni<List<Backlog>> backlogs(SqlClient client) {
        return client.query(UNIDENTIFIED)
                .execute()
                .map(rows -> List.of(backlog(rows.iterator().next())));
    }

    private static Backlog backlog(Row row) {
        Backlog.Builder backlog =
                Backlog.newBuilder().setName("unidentified_touches").setCount(row.getLong(0));
        OffsetDateTime oldest = row.getOffsetDateTime(1);
        if (oldest != null) {
            backlog.setOldestSince(ProtoTime.timestamp(oldest));
        }
        return backlog.build();
    }
}
