package dev.touchline.attribution.dirty;

import dev.touchline.kit.loop.Loops;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Whose facts changed since a snapshot, exactly. Each transaction that marks somebody notes whom, under its own transaction
 * id; whoever keeps facts of a snapshot asks for what is visible now and was not then. Unlike a mark, a note stays when the
 * person was folded, for a day; who asks later is told that notes are missing.
 */
@ApplicationScoped
public class FactChanges {

    /** A state of the facts. The cluster is part of it: transaction ids say nothing to another one. */
    public record Snapshot(String cluster, String visible) {}

    private static final Logger LOG = Logger.getLogger(FactChanges.class);

    private static final Duration ROUND = Duration.ofMinutes(1);

    private static final String NOTE = "INSERT INTO fact_change (units) VALUES ($1::bigint[])";

    private static final String SNAPSHOT =
            """
            SELECT system_identifier || '/' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) || '/'
                   || (SELECT oid FROM pg_database WHERE datname = current_database()),
                   pg_current_snapshot()::text
            FROM pg_control_system()
            """;

    private static final String COMPLETE =
            "SELECT up_to < pg_snapshot_xmin($1::text::pg_snapshot) FROM fact_change_forgotten";

    private static final String SINCE =
            """
            SELECT DISTINCT unnest(units) FROM fact_change
            WHERE xid >= pg_snapshot_xmin($1::text::pg_snapshot) AND NOT pg_visible_in_snapshot(xid, $1::text::pg_snapshot)
            LIMIT $2
            """;

    // An id that was not given yet is another server's, from which this database was restored.
    private static final String FORGET =
            """
            WITH next AS (SELECT pg_snapshot_xmax(pg_current_snapshot()) AS xid),
            old AS (
                DELETE FROM fact_change
                WHERE at < now() - make_interval(secs => $1) OR xid >= (SELECT xid FROM next) RETURNING xid)
            UPDATE fact_change_forgotten
            SET up_to = least(greatest(up_to, (SELECT max(xid) FROM old)), (SELECT xid FROM next))
            WHERE EXISTS (SELECT FROM old) OR up_to > (SELECT xid FROM next)
            """;

    private final Pool pool;
    private final Loops loops;
    private final Duration kept;
    private final boolean run;

    public FactChanges(
            Pool pool,
            Loops loops,
            @ConfigProperty(name = "touchline.what-if.changes-kept", defaultValue = "24h") Duration kept,
            @ConfigProperty(name = "touchline.fold.run", defaultValue = "true") boolean run) {
        this.pool = pool;
        this.loops = loops;
        this.kept = kept;
        this.run = run;
    }

    void start(@Observes StartupEvent event) {
        if (run) {
            loops.start(() -> forget(kept)
                    .onFailure()
                    .invoke(failure -> LOG.warnf(failure, "Old notes of changed facts cannot be deleted now"))
                    .onFailure()
                    .recoverWithNull()
                    .replaceWith(ROUND));
        }
    }

    /** Notes, in the transaction that changes them, whose facts change. */
    Uni<Void> note(SqlConnection tx, Units canonical) {
        return tx.preparedQuery(NOTE)
                .execute(Tuple.tuple().addArrayOfLong(canonical.ids()))
                .replaceWithVoid();
    }

    /** What this transaction sees, if all its statements see the same. */
    public Uni<Snapshot> snapshot(SqlConnection tx) {
        return tx.query(SNAPSHOT).execute().map(rows -> {
            Row row = rows.iterator().next();
            return new Snapshot(row.getString(0), row.getString(1));
        });
    }

    /** Whether everything that changed since a snapshot of this cluster is still noted. */
    public Uni<Boolean> complete(SqlClient client, Snapshot since) {
        return client.preparedQuery(COMPLETE).execute(Tuple.of(since.visible())).map(rows -> {
            Iterator<Row> row = rows.iterator();
            return row.hasNext() && row.next().getBoolean(0);
        });
    }

    /** The canonical units whose facts changed since a snapshot, at most so many of them. */
    public Uni<Set<Long>> since(SqlClient client, Snapshot since, int most) {
        return client.preparedQuery(SINCE)
                .execute(Tuple.of(since.visible(), most))
                .map(rows -> new TreeSet<>(DirtyMembers.longs(rows)));
    }

    /** Forgets what is older, and notes that it did. */
    public Uni<Void> forget(Duration older) {
        return pool.preparedQuery(FORGET)
                .execute(Tuple.of((double) older.toSeconds()))
                .replaceWithVoid();
    }
}
