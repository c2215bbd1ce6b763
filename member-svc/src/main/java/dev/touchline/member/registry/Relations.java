package dev.touchline.member.registry;

import dev.touchline.kit.sql.Columns;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.member.profile.Relation;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;

/** Friendships and group memberships in the database. */
final class Relations {

    private static final String OF_MEMBERS =
            """
            SELECT member, kind, counterpart, start_at, end_at, ended_by FROM relation WHERE member = ANY($1)
            """;

    private static final String SAVE =
            """
            INSERT INTO relation (member, kind, counterpart, start_at, end_at, ended_by)
            SELECT * FROM unnest($1::bigint[], $2::smallint[], $3::text[], $4::timestamptz[], $5::timestamptz[],
                                 $6::smallint[])
            ON CONFLICT (member, kind, counterpart, start_at) DO UPDATE
            SET end_at = excluded.end_at, ended_by = excluded.ended_by
            """;

    private Relations() {}

    static Uni<List<Owned<Relation>>> ofMembers(SqlClient client, Long[] members) {
        return client.preparedQuery(OF_MEMBERS)
                .execute(Tuple.tuple().addArrayOfLong(members))
                .map(rows -> rows.stream()
                        .map(row -> new Owned<>(row.getLong(0), relation(row)))
                        .toList());
    }

    static Uni<Void> save(SqlConnection tx, List<Owned<Relation>> changed) {
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple arguments = new Columns<>(changed)
                .bigint(Owned::member)
                .smallint(each -> each.value().kind())
                .text(each -> each.value().counterpart())
                .timestamptz(each -> each.value().start())
                .timestamptz(each -> each.value().end())
                .smallint(each -> each.value().endedBy())
                .parameters();
        return tx.preparedQuery(SAVE).execute(arguments).replaceWithVoid();
    }

    private static Relation relation(Row row) {
        return new Relation(
                row.getShort(1),
                row.getString(2),
                ProtoTime.instant(row.getOffsetDateTime(3)),
                ProtoTime.instant(row.getOffsetDateTime(4)),
                row.getShort(5));
    }
}
