package dev.touchline.report.publication;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

/**
 * Sales whose numbers a replay would change: told by an attribution-svc that keeps no performance ledger, or written by a
 * report-svc that keeps no journal. After an upgrade nothing else says that they are not right, for nothing waits.
 */
final class OldSales {

    private static final String ANY =
            """
            SELECT EXISTS (SELECT FROM booking WHERE NOT decided) OR EXISTS (SELECT FROM sale WHERE unjournaled)
            """;

    private OldSales() {}

    /** Whether there is one. */
    static Uni<Boolean> any(SqlClient client) {
        return client.query(ANY).execute().map(rows -> rows.iterator().next().getBoolean(0));
    }
}
