package dev.touchline.report.campaign;

import dev.touchline.kit.sql.Columns;
import dev.touchline.report.campaign.Rows.ArmRow;
import dev.touchline.report.campaign.Rows.CampaignRow;
import dev.touchline.report.campaign.Rows.TouchRow;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Campaigns, arms and touches as far as reports need them. One statement for each kind in a batch. */
@ApplicationScoped
public class Campaigns {

    private static final String LEARN_CAMPAIGNS =
            """
            INSERT INTO campaign (key, version, name, brand)
            SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[]) AS told (key) ORDER BY key
            ON CONFLICT (key) DO UPDATE SET version = excluded.version, name = excluded.name, brand = excluded.brand
            WHERE campaign.version < excluded.version
            """;

    private static final String LEARN_ARMS =
            """
            INSERT INTO arm (campaign, member_id, store, version, control)
            SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[], $5::boolean[])
                   AS told (campaign, member_id, store) ORDER BY campaign, member_id, store
            ON CONFLICT (campaign, member_id, store) DO UPDATE
            SET version = excluded.version, control = excluded.control
            WHERE arm.version < excluded.version
            """;

    private static final String LEARN_TOUCHES =
            """
            INSERT INTO touch (touch_id, version, campaign, channel, member_id, targeted, executed, reached, responded)
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::smallint[], $5::bigint[],
                                 $6::boolean[], $7::boolean[], $8::boolean[], $9::boolean[])
                   AS told (touch_id) ORDER BY touch_id
            ON CONFLICT (touch_id) DO UPDATE
            SET version = excluded.version, campaign = excluded.campaign, channel = excluded.channel,
                member_id = excluded.member_id, targeted = excluded.targeted, executed = excluded.executed,
                reached = excluded.reached, responded = excluded.responded
            WHERE touch.version < excluded.version
            """;

    private static final List<String> FORGET = List.of("DELETE FROM touch", "DELETE FROM arm", "DELETE FROM campaign");

    Uni<Void> learnCampaigns(SqlConnection tx, List<CampaignRow> told) {
        return learn(
                tx,
                LEARN_CAMPAIGNS,
                new Columns<>(told)
                        .text(CampaignRow::key)
                        .bigint(CampaignRow::version)
                        .text(CampaignRow::name)
                        .text(CampaignRow::brand)
                        .parameters(),
                told);
    }

    Uni<Void> learnArms(SqlConnection tx, List<ArmRow> told) {
        return learn(
                tx,
                LEARN_ARMS,
                new Columns<>(told)
                        .text(arm -> arm.unit().campaign())
                        .bigint(arm -> arm.unit().memberId())
                        .text(arm -> arm.unit().store())
                        .bigint(ArmRow::version)
                        .bool(ArmRow::control)
                        .parameters(),
                told);
    }

    Uni<Void> learnTouches(SqlConnection tx, List<TouchRow> told) {
        return learn(
                tx,
                LEARN_TOUCHES,
                new Columns<>(told)
                        .bigint(TouchRow::touchId)
                        .bigint(TouchRow::version)
                        .text(TouchRow::campaign)
                        .smallint(TouchRow::channel)
                        .bigint(TouchRow::memberId)
                        .bool(touch -> touch.progress().targeted())
                        .bool(touch -> touch.progress().executed())
                        .bool(touch -> touch.progress().reached())
                        .bool(touch -> touch.progress().responded())
                        .parameters(),
                told);
    }

    Uni<Void> forget(SqlConnection tx) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (String sql : FORGET) {
            done = done.chain(() -> tx.query(sql).execute().replaceWithVoid());
        }
        return done;
    }

    private static Uni<Void> learn(SqlConnection tx, String sql, Tuple parameters, List<?> told) {
        return told.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(sql).execute(parameters).replaceWithVoid();
    }
}
