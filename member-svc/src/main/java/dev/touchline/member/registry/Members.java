package dev.touchline.member.registry;

import dev.touchline.kit.sql.Columns;
import dev.touchline.member.profile.Binding;
import dev.touchline.member.profile.Profile;
import dev.touchline.member.profile.Recruitment;
import dev.touchline.member.profile.Relation;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Members in the database. */
@ApplicationScoped
class Members {

    // Whoever changes who is one person holds this lock, so that a component stands still while its rows are locked by
    // id.
    private static final String MERGE_LOCK = "SELECT pg_advisory_xact_lock(7461726765)";

    private static final String LOCK = "SELECT id FROM member WHERE id = ANY($1) ORDER BY id FOR UPDATE";

    private static final String LOCK_COMPONENTS =
            """
            SELECT id FROM member
            WHERE canonical_id IN (SELECT canonical_id FROM member WHERE id = ANY($1))
            ORDER BY id FOR UPDATE
            """;

    private static final String LOAD =
            "SELECT id, canonical_id, version, code, points, level FROM member WHERE id = ANY($1)";

    private static final String NEW_IDS = "SELECT nextval('member_id') FROM generate_series(1, $1)";

    private static final String SAVE =
            """
            INSERT INTO member (id, canonical_id, version, code, points, level)
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::bigint[], $6::text[])
            ON CONFLICT (id) DO UPDATE
            SET canonical_id = excluded.canonical_id, version = excluded.version, code = excluded.code,
                points = excluded.points, level = excluded.level
            """;

    /** Locks members by id until the transaction ends. */
    Uni<List<Long>> lock(SqlConnection tx, Collection<Long> members) {
        return members.isEmpty() ? Uni.createFrom().item(List.of()) : ids(tx, LOCK, members);
    }

    /** Locks all members of the persons that these members are, by id; nobody else merges or splits until the end. */
    Uni<List<Long>> lockComponents(SqlConnection tx, Collection<Long> members) {
        return tx.query(MERGE_LOCK).execute().chain(locked -> ids(tx, LOCK_COMPONENTS, members));
    }

    Uni<List<Long>> newIds(SqlConnection tx, int count) {
        return count == 0
                ? Uni.createFrom().item(List.of())
                : tx.preparedQuery(NEW_IDS).execute(Tuple.of(count)).map(Members::first);
    }

    /** Members as they are; unknown ids are missing. */
    Uni<Map<Long, MemberState>> load(SqlClient client, Collection<Long> members) {
        if (members.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        Long[] ids = members.toArray(Long[]::new);
        return Recruitments.ofMembers(client, ids).chain(recruitments -> Bindings.ofMembers(client, ids)
                .chain(bindings -> Relations.ofMembers(client, ids).chain(relations -> client.preparedQuery(LOAD)
                        .execute(Tuple.tuple().addArrayOfLong(ids))
                        .map(rows -> states(rows, new Known(recruitments, bindings, relations))))));
    }

    /** Writes members that changed, with what is new against what they were. */
    Uni<Void> save(SqlConnection tx, Collection<MemberState> changed, Map<Long, MemberState> before) {
        Tuple arguments = new Columns<>(changed)
                .bigint(MemberState::id)
                .bigint(MemberState::person)
                .bigint(MemberState::version)
                .text(state -> state.profile().code())
                .bigint(state -> state.profile().points())
                .text(state -> state.profile().level())
                .parameters();
        return tx.preparedQuery(SAVE)
                .execute(arguments)
                .chain(saved -> Recruitments.save(tx, news(changed, before, Profile::recruitments)))
                .chain(() -> Bindings.save(tx, news(changed, before, Profile::bindings)))
                .chain(() -> Relations.save(tx, news(changed, before, Profile::relations)));
    }

    private static <K, V> List<Owned<V>> news(
            Collection<MemberState> changed, Map<Long, MemberState> before, Function<Profile, Map<K, V>> part) {
        List<Owned<V>> news = new ArrayList<>();
        for (MemberState state : changed) {
            MemberState old = before.get(state.id());
            Map<K, V> known = old == null ? Map.of() : part.apply(old.profile());
            part.apply(state.profile()).forEach((key, value) -> {
                if (!value.equals(known.get(key))) {
                    news.add(new Owned<>(state.id(), value));
                }
            });
        }
        return news;
    }

    private record Known(
            Map<Long, List<Recruitment>> recruitments,
            Map<Long, List<Binding>> bindings,
            Map<Long, List<Relation>> relations) {

        Known(List<Owned<Recruitment>> recruitments, List<Owned<Binding>> bindings, List<Owned<Relation>> relations) {
            this(byMember(recruitments), byMember(bindings), byMember(relations));
        }

        private static <T> Map<Long, List<T>> byMember(List<Owned<T>> owned) {
            return owned.stream()
                    .collect(Collectors.groupingBy(
                            Owned::member, Collectors.mapping(Owned::value, Collectors.toList())));
        }
    }

    private static Map<Long, MemberState> states(Iterable<Row> rows, Known known) {
        Map<Long, MemberState> states = new HashMap<>();
        for (Row row : rows) {
            long id = row.getLong(0);
            Profile profile = Profile.of(
                    row.getString(3),
                    row.getLong(4),
                    row.getString(5),
                    known.recruitments().getOrDefault(id, List.of()),
                    known.bindings().getOrDefault(id, List.of()),
                    known.relations().getOrDefault(id, List.of()));
            states.put(id, new MemberState(id, row.getLong(1), row.getLong(2), profile));
        }
        return states;
    }

    private static Uni<List<Long>> ids(SqlConnection tx, String sql, Collection<Long> members) {
        return tx.preparedQuery(sql)
                .execute(Tuple.tuple().addArrayOfLong(members.toArray(Long[]::new)))
                .map(Members::first);
    }

    private static List<Long> first(Iterable<Row> rows) {
        List<Long> ids = new ArrayList<>();
        rows.forEach(row -> ids.add(row.getLong(0)));
        return ids;
    }
}
