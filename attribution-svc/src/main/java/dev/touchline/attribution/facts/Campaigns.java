package dev.touchline.attribution.facts;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.touchline.attribution.fold.Assignment;
import dev.touchline.attribution.fold.Campaign;
import dev.touchline.touch.v1.ArmAssignment;
import dev.touchline.type.v1.Arm;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Campaigns, and the stores that they hold out. */
@ApplicationScoped
public class Campaigns {

    /** A campaign as it was told. */
    record Told(dev.touchline.touch.v1.Campaign campaign, long version) {}

    /** A store's arm as it was told. */
    record ToldArm(ArmAssignment arm, long version) {}

    private static final String EXCLUDE_TOUCHES = "LOCK TABLE campaign IN EXCLUSIVE MODE";

    private static final String ADMIT_TOUCHES = "LOCK TABLE campaign IN ROW SHARE MODE";

    private static final String UNITS_OF_NEWER =
            """
            SELECT DISTINCT unit FROM touch
            WHERE campaign IN (
                SELECT key FROM unnest($1::text[], $2::bigint[]) AS told (key, version) LEFT JOIN campaign USING (key)
                WHERE campaign.version IS NULL OR campaign.version < told.version)
               OR campaign = ANY($3)
            """;

    private static final String UPSERT =
            """
            INSERT INTO campaign (key, version, body) SELECT * FROM unnest($1::text[], $2::bigint[], $3::bytea[])
            ON CONFLICT (key) DO UPDATE SET version = excluded.version, body = excluded.body
            WHERE campaign.version < excluded.version
            """;

    private static final String UPSERT_STORE_ARMS =
            """
            INSERT INTO store_arm (campaign, store, version, control)
            SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::boolean[])
            ON CONFLICT (campaign, store) DO UPDATE SET version = excluded.version, control = excluded.control
            WHERE store_arm.version < excluded.version
            """;

    private static final String BY_KEY = "SELECT body FROM campaign WHERE key = ANY($1)";

    private static final String ALL = "SELECT body FROM campaign";

    private static final String ALL_CONTROL_STORES = "SELECT campaign, store FROM store_arm WHERE control";

    private static final String CONTROL_STORES =
            "SELECT campaign, store FROM store_arm WHERE control AND campaign = ANY($1)";

    /** Keeps new touches out until the transaction ends, so that none is missed by {@link #unitsTouched}. */
    Uni<Void> excludeTouches(SqlConnection tx) {
        return tx.query(EXCLUDE_TOUCHES).execute().replaceWithVoid();
    }

    /** Keeps changes of campaigns out until the transaction ends. */
    Uni<Void> admitTouches(SqlConnection tx) {
        return tx.query(ADMIT_TOUCHES).execute().replaceWithVoid();
    }

    /** Units with a touch of a campaign that these events tell something newer about, or whose stores they assign. */
    Uni<List<Long>> unitsTouched(SqlClient client, List<Told> told, List<ToldArm> arms) {
        return client.preparedQuery(UNITS_OF_NEWER)
                .execute(Tuple.tuple()
                        .addArrayOfString(
                                Rows.texts(told, each -> each.campaign().getKey()))
                        .addArrayOfLong(Rows.numbers(told, Told::version))
                        .addArrayOfString(Rows.texts(arms, each -> each.arm().getCampaign())))
                .map(Rows::longs);
    }

    Uni<Void> upsert(SqlConnection tx, List<Told> told, List<ToldArm> arms) {
        return tx.preparedQuery(UPSERT)
                .execute(Tuple.tuple()
                        .addArrayOfString(
                                Rows.texts(told, each -> each.campaign().getKey()))
                        .addArrayOfLong(Rows.numbers(told, Told::version))
                        .addValue(Rows.bodies(told, Told::campaign)))
                .chain(() -> tx.preparedQuery(UPSERT_STORE_ARMS)
                        .execute(Tuple.tuple()
                                .addArrayOfString(
                                        Rows.texts(arms, each -> each.arm().getCampaign()))
                                .addArrayOfString(
                                        Rows.texts(arms, each -> each.arm().getStore()))
                                .addArrayOfLong(Rows.numbers(arms, ToldArm::version))
                                .addArrayOfBoolean(arms.stream()
                                        .map(each -> each.arm().getArm() == Arm.ARM_CONTROL)
                                        .toArray(Boolean[]::new))))
                .replaceWithVoid();
    }

    Uni<Void> forget(SqlConnection tx) {
        return tx.query("DELETE FROM campaign")
                .execute()
                .chain(() -> tx.query("DELETE FROM store_arm").execute())
                .replaceWithVoid();
    }

    /** Those campaigns, as far as they are known. */
    public Uni<Map<String, Campaign>> byKey(SqlClient client, Collection<String> keys) {
        return client.preparedQuery(BY_KEY)
                .execute(Tuple.of(keys.toArray(String[]::new)))
                .map(Campaigns::byKey);
    }

    /** Every campaign that is known. */
    public Uni<Map<String, Campaign>> all(SqlClient client) {
        return client.query(ALL).execute().map(Campaigns::byKey);
    }

    private static Map<String, Campaign> byKey(RowSet<Row> rows) {
        Map<String, Campaign> campaigns = new HashMap<>();
        for (Row row : rows) {
            Campaign campaign = parse(row.getBuffer(0).getBytes());
            campaigns.put(campaign.key(), campaign);
        }
        return campaigns;
    }

    /** The stores that those campaigns hold out. */
    public Uni<List<Assignment>> controlStores(SqlClient client, Collection<String> keys) {
        return client.preparedQuery(CONTROL_STORES)
                .execute(Tuple.of(keys.toArray(String[]::new)))
                .map(Campaigns::storeArms);
    }

    /** The stores that any campaign holds out. */
    public Uni<List<Assignment>> allControlStores(SqlClient client) {
        return client.query(ALL_CONTROL_STORES).execute().map(Campaigns::storeArms);
    }

    private static List<Assignment> storeArms(RowSet<Row> rows) {
        List<Assignment> arms = new ArrayList<>(rows.size());
        rows.forEach(row -> arms.add(new Assignment(row.getString(0), 0, row.getString(1), true)));
        return arms;
    }

    private static Campaign parse(byte[] body) {
        try {
            return FactMessages.campaign(dev.touchline.touch.v1.Campaign.parseFrom(body));
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("A stored campaign cannot be read", broken);
        }
    }
}
