package dev.touchline.touch;

import dev.touchline.kit.operations.Invariants;
import dev.touchline.kit.operations.SqlInvariant;
import dev.touchline.operations.v1.Figure;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What touch-svc can prove: stages fit their touches, arms stand, members fit identifiers, events tell all. */
@ApplicationScoped
class TouchInvariants implements Invariants {

    private static final SqlInvariant STAGES = new SqlInvariant(
            "stages-fit-touches",
            "A touch has at most one fact a stage, each brought by a version that it had",
            """
            SELECT count(*), count(*) FILTER (WHERE misfit), (array_agg(key) FILTER (WHERE misfit))[1:5]
            FROM (SELECT source || '/' || number AS key,
                         count(*) <> count(DISTINCT stage) OR max(stage.version) > min(touch.version) AS misfit
                  FROM touch_stage AS stage JOIN touch ON touch.id = stage.touch
                  GROUP BY source, number) AS touches
            """);

    private static final SqlInvariant ARMS = new SqlInvariant(
            "arms-once",
            "A unit has one arm in a campaign, and it was told exactly once",
            """
            WITH told AS (
                SELECT key, version FROM feed_told WHERE key LIKE 'arm/%'),
            compared AS (
                SELECT coalesce(key, 'arm/' || campaign || '/' || unit) AS key,
                       version IS DISTINCT FROM 1 OR unit IS NULL AS differs
                FROM told FULL JOIN arm ON key = 'arm/' || campaign || '/' || unit)
            SELECT count(*), count(*) FILTER (WHERE differs), (array_agg(key) FILTER (WHERE differs))[1:5]
            FROM compared
            """);

    private static final SqlInvariant MEMBERS = new SqlInvariant(
            "members_fit_identifiers",
            "A touch is for the member it names, else for that of its best identifier that anybody knows",
            """
            SELECT count(*), count(*) FILTER (WHERE wrong), (array_agg(key) FILTER (WHERE wrong))[1:5]
            FROM (SELECT source || '/' || number AS key,
                         touch.member IS DISTINCT FROM coalesce(
                             named_member,
                             CASE WHEN min(rank) < 100
                                  THEN (array_agg(candidate.member ORDER BY rank, hash)
                                        FILTER (WHERE candidate.member IS NOT NULL AND rank < 100))[1]
                                  ELSE (array_agg(candidate.member ORDER BY rank, hash)
                                        FILTER (WHERE candidate.member IS NOT NULL))[1] END)
                         OR (named_member IS NULL AND count(hash) = 0)
                         OR count(*) FILTER (WHERE identity.member IS NOT NULL
                                                   AND candidate.member IS DISTINCT FROM identity.member) > 0 AS wrong
                  FROM touch
                  LEFT JOIN touch_candidate AS candidate ON candidate.touch = touch.id
                  LEFT JOIN identity USING (hash)
                  GROUP BY touch.id) AS touches
            """);

    private static final SqlInvariant TOLD = new SqlInvariant(
            "events-tell-versions",
            "Each touch and campaign was told up to its version, none left out",
            """
            WITH told AS (
                SELECT key, version FROM feed_told WHERE key LIKE 'touch/%' OR key LIKE 'campaign/%'),
            entity AS (
                SELECT 'touch/' || id AS key, version FROM touch
                UNION ALL SELECT 'campaign/' || key, version FROM campaign),
            compared AS (
                SELECT key, entity.version IS DISTINCT FROM told.version AS differs FROM told FULL JOIN entity USING (key))
            SELECT count(*), count(*) FILTER (WHERE differs), (array_agg(key) FILTER (WHERE differs))[1:5]
            FROM compared
            """);

    private static final String FIGURES =
            """
            SELECT (SELECT count(*) FROM touch), (SELECT count(*) FROM campaign), (SELECT count(*) FROM arm)
            """;

    @Override
    public List<SqlInvariant> invariants() {
        return List.of(STAGES, ARMS, MEMBERS, TOLD);
    }

    @Override
    public Uni<List<Figure>> figures(SqlClient client) {
        return client.query(FIGURES).execute().map(rows -> {
            Row row = rows.iterator().next();
            return List.of(
                    figure("touches", row.getLong(0)),
                    figure("campaigns", row.getLong(1)),
                    figure("arms", row.getLong(2)));
        });
    }

    private static Figure figure(String name, long value) {
        return Figure.newBuilder().setName(name).setValue(value).build();
    }
}
