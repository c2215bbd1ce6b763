package dev.touchline.member.registry;

import dev.touchline.kit.operations.Invariants;
import dev.touchline.kit.operations.SqlInvariant;
import dev.touchline.operations.v1.Figure;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What member-svc can prove: everybody has a name, every name an owner, persons are components, events tell all. */
@ApplicationScoped
class MemberInvariants implements Invariants {

    private static final SqlInvariant NAMED = new SqlInvariant(
            "members-have-identifiers",
            "Every member has at least one identifier",
            """
            SELECT count(*), count(*) FILTER (WHERE nameless), (array_agg(id::text) FILTER (WHERE nameless))[1:5]
            FROM (SELECT id, NOT EXISTS (SELECT FROM identifier WHERE member = member.id) AS nameless FROM member) AS m
            """);

    private static final SqlInvariant OWNED = new SqlInvariant(
            "identifiers-have-members",
            "Every identifier belongs to a member that exists",
            """
            SELECT count(*), count(*) FILTER (WHERE member.id IS NULL),
                   (array_agg(encode(hash, 'hex')) FILTER (WHERE member.id IS NULL))[1:5]
            FROM identifier LEFT JOIN member ON member.id = identifier.member
            """);

    private static final SqlInvariant CANONICAL = new SqlInvariant(
            "canonical-is-least",
            "The canonical id of a person is the least id of its members, and one of them",
            """
            SELECT count(*), count(*) FILTER (WHERE canonical_id <> least),
                   (array_agg(id::text) FILTER (WHERE canonical_id <> least))[1:5]
            FROM (SELECT id, canonical_id, min(id) OVER (PARTITION BY canonical_id) AS least FROM member) AS m
            """);

    private static final SqlInvariant TOLD = new SqlInvariant(
            "events-tell-versions",
            "Each member, brand, region, store, guide and partner was told up to its version, none left out",
            """
            WITH entity AS (
                SELECT 'member/' || id AS key, version FROM member
                UNION ALL SELECT 'brand/' || key, version FROM brand
                UNION ALL SELECT 'region/' || key, version FROM region
                UNION ALL SELECT 'store/' || key, version FROM store
                UNION ALL SELECT 'guide/' || key, version FROM guide
                UNION ALL SELECT 'partner/' || key, version FROM partner),
            compared AS (
                SELECT key, entity.version IS DISTINCT FROM told.version AS differs
                FROM feed_told AS told FULL JOIN entity USING (key))
            SELECT count(*), count(*) FILTER (WHERE differs), (array_agg(key) FILTER (WHERE differs))[1:5]
            FROM compared
            """);

    private static final String FIGURES = "SELECT count(*), count(DISTINCT canonical_id) FROM member";

    @Override
    public List<SqlInvariant> invariants() {
        return List.of(NAMED, OWNED, CANONICAL, TOLD);
    }

    @Override
    public Uni<List<Figure>> figures(SqlClient client) {
        return client.query(FIGURES).execute().map(rows -> {
            Row row = rows.iterator().next();
            return List.of(figure("members", row.getLong(0)), figure("persons", row.getLong(1)));
        });
    }

    private static Figure figure(String name, long value) {
        return Figure.newBuilder().setName(name).setValue(value).build();
    }
}
