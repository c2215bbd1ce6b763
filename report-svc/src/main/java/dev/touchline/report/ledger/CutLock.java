package dev.touchline.report.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * Who writes movements shares this lock until the transaction ends; who cuts has it alone. Its queue is fair: writers that
 * come while a cut waits come after the cut, however many they are. The number of the cut is read by a later statement,
 * because a statement sees what was there when it began, not when it got the lock.
 */
public final class CutLock {

    private static final String SHARE = "SELECT pg_advisory_xact_lock_shared(hashtextextended('touchline cut', 0))";

    private static final String ALONE = "SELECT pg_advisory_xact_lock(hashtextextended('touchline cut', 0))";

    private CutLock() {}

    /** Waits until nobody cuts, nor has waited longer to cut. */
    static Uni<Void> share(SqlConnection tx) {
        return tx.query(SHARE).execute().replaceWithVoid();
    }

    /** Waits for everybody who writes movements now, and keeps out who comes later. */
    public static Uni<Void> alone(SqlConnection tx) {
        return tx.query(ALONE).execute().replaceWithVoid();
    }
}
