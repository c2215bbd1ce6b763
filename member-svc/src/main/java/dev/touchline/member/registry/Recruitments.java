package dev.touchline.member.registry;

import dev.touchline.kit.sql.Columns;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.member.profile.Recruitment;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;

/** First memberships in the database. */
final class Recruitments {

    private static final String OF_MEMBERS =
            """
            SELECT member, brand, recruited_at, channel, store, guide, campaign, code FROM recruitment
            WHERE member = ANY($1)
            """;

    private static final String SAVE =
            """
            INSERT INTO recruitment (member, brand, recruited_at, channel, store, guide, campaign, code)
            SELECT * FROM unnest($1::bigint[], $2::text[], $3::timestamptz[], $4::smallint[], $5::text[], $6::text[],
                                 $7::text[], $8::text[])
            ON CONFLICT (member, brand) DO UPDATE
            SET recruited_at = excluded.recruited_at, channel = excluded.channel, store = excluded.store,
                guide = excluded.guide, campaign = excluded.campaign, code = excluded.code
            """;

    private Recruitments() {}

    static Uni<List<Owned<Recruitment>>> ofMembers(SqlClient client, Long[] members) {
        return client.preparedQuery(OF_MEMBERS)
                .execute(Tuple.tuple().addArrayOfLong(members))
                .map(rows -> rows.stream()
                        .map(row -> new Owned<>(row.getLong(0), recruitment(row)))
                        .toList());
    }

    static Uni<Void> save(SqlConnection tx, List<Owned<Recruitment>> changed) {
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple arguments = new Columns<>(changed)
                .bigint(Owned::member)
                .text(each -> each.value().brand())
                .timestamptz(each -> each.value().recruitedAt())
                .smallint(each -> each.value().channel())
                .text(each -> each.value().store())
                .text(each -> each.value().guide())
                .text(each -> each.value().campaign())
                .text(each -> each.value().code())
                .parameters();
        return tx.preparedQuery(SAVE).execute(arguments).replaceWithVoid();
    }

    private static Recruitment recruitment(Row row) {
        return new Recruitment(
                row.getString(1),
                ProtoTime.instant(row.getOffsetDateTime(2)),
                row.getShort(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7));
    }
}
