package dev.touchline.member.registry;

import dev.touchline.kit.sql.Columns;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.member.profile.Binding;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;

/** Bindings in the database. */
final class Bindings {

    private static final String OF_MEMBERS =
            """
            SELECT member, brand, start_at, end_at, store, guide, protected_until, mode, end_reason, cloud_guide
            FROM binding WHERE member = ANY($1)
            """;

    private static final String SAVE =
            """
            INSERT INTO binding (member, brand, start_at, end_at, store, guide, protected_until, mode, end_reason,
                                 cloud_guide)
            SELECT * FROM unnest($1::bigint[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::text[],
                                 $7::timestamptz[], $8::smallint[], $9::smallint[], $10::text[])
            ON CONFLICT (member, brand, start_at) DO UPDATE
            SET end_at = excluded.end_at, store = excluded.store, guide = excluded.guide,
                protected_until = excluded.protected_until, mode = excluded.mode, end_reason = excluded.end_reason,
                cloud_guide = excluded.cloud_guide
            """;

    private Bindings() {}

    static Uni<List<Owned<Binding>>> ofMembers(SqlClient client, Long[] members) {
        return client.preparedQuery(OF_MEMBERS)
                .execute(Tuple.tuple().addArrayOfLong(members))
                .map(rows -> rows.stream()
                        .map(row -> new Owned<>(row.getLong(0), binding(row)))
                        .toList());
    }

    static Uni<Void> save(SqlConnection tx, List<Owned<Binding>> changed) {
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple arguments = new Columns<>(changed)
                .bigint(Owned::member)
                .text(each -> each.value().brand())
                .timestamptz(each -> each.value().start())
                .timestamptz(each -> each.value().end())
                .text(each -> each.value().store())
                .text(each -> each.value().guide())
                .timestamptz(each -> each.value().protectedUntil())
                .smallint(each -> each.value().mode())
                .smallint(each -> each.value().endReason())
                .text(each -> each.value().cloudGuide())
                .parameters();
        return tx.preparedQuery(SAVE).execute(arguments).replaceWithVoid();
    }

    private static Binding binding(Row row) {
        return new Binding(
                row.getString(1),
                ProtoTime.instant(row.getOffsetDateTime(2)),
                ProtoTime.instant(row.getOffsetDateTime(3)),
                row.getString(4),
                row.getString(5),
                ProtoTime.instant(row.getOffsetDateTime(6)),
                row.getShort(7),
                row.getShort(8),
                row.getString(9));
    }
}
