package dev.touchline.attribution.policy;

import dev.touchline.attribution.fold.Policies;
import dev.touchline.attribution.v1.Policy;
import dev.touchline.kit.time.ProtoTime;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/**
 * The policies to fold by, never out of date: who needs them asks the database which version is the newest, and reads the versions
 * only if this replica does not know it yet. Versions are never changed, so the newest one says all.
 *
 * <p>A fold asks under a lock that an adoption waits for, and that waits for an adoption. So when an adoption is committed,
 * every ledger that was folded by the policies before it is committed too, and can be found; and every fold that begins later
 * goes by it.
 */
@ApplicationScoped
public class PolicyBook {

    /** The newest version: when it was recorded tells it from one of the same number in a database that was restored. */
    private record Newest(int number, Instant recordedAt) {

        static Newest of(Row row) {
            return new Newest(row.getInteger(0), ProtoTime.instant(row.getOffsetDateTime(1)));
        }
    }

    private record Known(Newest newest, Timeline timeline) {}

    private static final String NEWEST = "SELECT number, recorded_at FROM policy ORDER BY number DESC LIMIT 1";

    // In one round trip. The second statement has a snapshot of its own, taken when the lock is held.
    private static final String NEWEST_FOR_FOLD = "LOCK TABLE policy IN ROW SHARE MODE; " + NEWEST;

    // Reads, and dumps of the database, go on meanwhile.
    private static final String EXCLUDE_FOLDS =
            "SET LOCAL lock_timeout = 5000; LOCK TABLE policy IN EXCLUSIVE MODE; SET LOCAL lock_timeout = 0";

    private final PolicyStore store;
    private volatile Known known = new Known(null, null);

    public PolicyBook(PolicyStore store) {
        this.store = store;
    }

    /** The policies of a fold; no other version is adopted until its transaction ends. */
    public Uni<Policies> forFold(SqlConnection tx) {
        return tx.query(NEWEST_FOR_FOLD)
                .execute()
                .chain(locked -> of(tx, Newest.of(locked.next().iterator().next())))
                .map(Timeline::policies);
    }

    /** The policies as they are; another version may be adopted meanwhile. */
    public Uni<Policies> current(SqlClient client) {
        return timeline(client).map(Timeline::policies);
    }

    /**
     * What if: that policy for all times and brands. What it does not say is as it is in force for the brand (empty: the group) at
     * that instant.
     *
     * @throws dev.touchline.kit.error.Rejection with everything that is wrong with it
     */
    public Uni<Policies> instead(SqlClient client, Policy policy, String brand, Instant now) {
        RequestRules.refuse(PolicyRules.violations(policy));
        return timeline(client).map(timeline -> {
            Policy complete =
                    PolicyMessages.completed(policy, timeline.at(now, brand).content());
            return Policies.always(PolicyMessages.policy(complete, policy.getVersion()));
        });
    }

    /** The number of the version that ledger entries call by that label. */
    public static int numberOf(String label) {
        return PolicyVersion.numberOf(label);
    }

    /** All versions. */
    Uni<Timeline> timeline(SqlClient client) {
        return client.query(NEWEST)
                .execute()
                .chain(rows -> of(client, Newest.of(rows.iterator().next())));
    }

    /** Waits until no fold is under way, 5 s at most, and keeps them out until the transaction ends. */
    Uni<Void> excludeFolds(SqlConnection tx) {
        return tx.query(EXCLUDE_FOLDS).execute().replaceWithVoid();
    }

    private Uni<Timeline> of(SqlClient client, Newest newest) {
        Known now = known;
        if (newest.equals(now.newest())) {
            return Uni.createFrom().item(now.timeline());
        }
        return store.timeline(client).invoke(timeline -> {
            // Without the lock even newer ones may have been read: then those are what is remembered.
            PolicyVersion last = timeline.version(timeline.newest());
            known = new Known(new Newest(last.number(), last.recordedAt()), timeline);
        });
    }
}
