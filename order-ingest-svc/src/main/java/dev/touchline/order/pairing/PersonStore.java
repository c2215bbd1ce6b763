package dev.touchline.order.pairing;

import dev.touchline.kit.sql.Columns;
import dev.touchline.member.v1.Member;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who is the same person, as far as member-svc has told. A member without a row stands for itself. */
@ApplicationScoped
public class PersonStore {

    private static final String LEARN =
            """
            INSERT INTO person (member, canonical, version)
            SELECT DISTINCT ON (member) member, canonical, version
            FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS told (member, canonical, version)
            WHERE canonical <> member OR member IN (SELECT member FROM person WHERE member = ANY($1))
               OR member IN (SELECT member FROM unnest($1::bigint[], $2::bigint[]) AS merged (member, canonical)
                             WHERE canonical <> member)
            ORDER BY member, version DESC
            ON CONFLICT (member) DO UPDATE SET canonical = excluded.canonical, version = excluded.version
            WHERE person.version < excluded.version
            RETURNING member
            """;

    private static final String OF_MEMBERS = "SELECT member, canonical FROM person WHERE member = ANY($1)";

    private static final String FORGET = "UPDATE person SET version = 0";

    /** Learns; answers the members that were told anything new about. */
    Uni<List<Long>> learn(SqlConnection tx, List<Member> members) {
        return tx.preparedQuery(LEARN)
                .execute(new Columns<>(members)
                        .bigint(Member::getMemberId)
                        .bigint(Member::getCanonicalId)
                        .bigint(Member::getVersion)
                        .parameters())
                .map(rows -> rows.stream().map(row -> row.getLong(0)).toList());
    }

    /** What member-svc tells now counts, whatever its version. */
    Uni<Void> forget(SqlConnection tx) {
        return tx.query(FORGET).execute().replaceWithVoid();
    }

    /** Whom members were merged into; who never was is missing. */
    Uni<Map<Long, Long>> canonical(SqlClient client, Collection<Long> members) {
        return client.preparedQuery(OF_MEMBERS)
                .execute(Tuple.tuple().addArrayOfLong(members.toArray(Long[]::new)))
                .map(rows -> {
                    Map<Long, Long> canonical = new HashMap<>();
                    rows.forEach(row -> canonical.put(row.getLong(0), row.getLong(1)));
                    return canonical;
                });
    }
}
