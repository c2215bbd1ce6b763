package dev.touchline.report.organisation;

import dev.touchline.kit.sql.Columns;
import dev.touchline.member.v1.MemberEvent;
import dev.touchline.report.batch.Newest;
import dev.touchline.report.batch.Versioned;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What partners do, as member-svc tells of them. Their names stay there: a sharer is a person. */
@ApplicationScoped
public class Partners {

    private static final String LEARN =
            """
            INSERT INTO partner (key, version, kind)
            SELECT * FROM unnest($1::text[], $2::bigint[], $3::smallint[]) AS told (key) ORDER BY key
            ON CONFLICT (key) DO UPDATE SET version = excluded.version, kind = excluded.kind
            WHERE partner.version < excluded.version
            """;

    private static final String FORGET = "DELETE FROM partner";

    private record Told(String key, long version, int kind) implements Versioned {}

    /** Learns from events of member-svc; an older state than the known one is ignored. */
    public Uni<Void> learn(SqlConnection tx, List<MemberEvent> events) {
        List<Told> told = events.stream()
                .filter(MemberEvent::hasPartner)
                .map(event -> new Told(
                        event.getPartner().getKey(),
                        event.getVersion(),
                        event.getPartner().getKindValue()))
                .toList();
        return told.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(LEARN)
                        .execute(new Columns<>(Newest.of(told, Told::key))
                                .text(Told::key)
                                .bigint(Told::version)
                                .smallint(Told::kind)
                                .parameters())
                        .replaceWithVoid();
    }

    /** Forgets all of them. */
    public Uni<Void> forget(SqlConnection tx) {
        return tx.query(FORGET).execute().replaceWithVoid();
    }
}
