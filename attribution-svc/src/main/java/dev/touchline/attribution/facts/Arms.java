package dev.touchline.attribution.facts;

import dev.touchline.touch.v1.ArmAssignment;
import dev.touchline.type.v1.Arm;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Every member that was drawn for a campaign, treated or control, as it was drawn: for ever, and never another's. */
@ApplicationScoped
class Arms {

    private static final String ASSIGN =
            """
            INSERT INTO arm (shard, campaign, unit, control)
            SELECT * FROM unnest($1::smallint[], $2::text[], $3::bigint[], $4::boolean[])
            ON CONFLICT (shard, campaign, unit) DO NOTHING
            """;

    Uni<Void> assign(SqlConnection tx, List<ArmAssignment> arms) {
        if (arms.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(ASSIGN)
                .execute(Tuple.tuple()
                        .addArrayOfShort(Rows.shards(arms, ArmAssignment::getMemberId))
                        .addArrayOfString(Rows.texts(arms, ArmAssignment::getCampaign))
                        .addArrayOfLong(Rows.numbers(arms, ArmAssignment::getMemberId))
                        .addArrayOfBoolean(arms.stream()
                                .map(arm -> arm.getArm() == Arm.ARM_CONTROL)
                                .toArray(Boolean[]::new)))
                .replaceWithVoid();
    }

    Uni<Void> forget(SqlConnection tx) {
        return tx.query("DELETE FROM arm").execute().replaceWithVoid();
    }
}
