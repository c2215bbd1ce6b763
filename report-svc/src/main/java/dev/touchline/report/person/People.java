package dev.touchline.report.person;

import dev.touchline.kit.sql.Columns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The map from members to persons. */
@ApplicationScoped
public class People {

    private static final String LEARN =
            """
            INSERT INTO member (member_id, version, canonical_id)
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS told (member_id) ORDER BY member_id
            ON CONFLICT (member_id) DO UPDATE SET version = excluded.version, canonical_id = excluded.canonical_id
            WHERE member.version < excluded.version
            """;

    private static final String FORGET = "DELETE FROM member";

    Uni<Void> learn(SqlConnection tx, List<Identity> told) {
        Tuple parameters = new Columns<>(told)
                .bigint(Identity::memberId)
                .bigint(Identity::version)
                .bigint(Identity::canonicalId)
                .parameters();
        return tx.preparedQuery(LEARN).execute(parameters).replaceWithVoid();
    }

    Uni<Void> forget(SqlConnection tx) {
        return tx.query(FORGET).execute().replaceWithVoid();
    }
}
