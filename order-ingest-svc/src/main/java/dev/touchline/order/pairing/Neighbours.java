package dev.touchline.order.pairing;

import dev.touchline.order.twin.Rules;
import dev.touchline.order.twin.Twins;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everybody who has to do with some sales: whom they could be paired with, whom they are paired with or were held against,
 * and everybody whom those could be paired with, until nobody is added. Who comes after they were read is marked, and is read by
 * whoever takes the mark.
 */
@ApplicationScoped
public class Neighbours {

    /** More sales than this are not looked at together. */
    static final int MOST = 1_000;

    private static final int MOST_RELATIONS = 2 * MOST * (Twins.MAX_SHARED + 1);

    private static final String NEXT =
            """
            WITH asked AS MATERIALIZED (
                SELECT candidate.*, coalesce(person.canonical, candidate.member) AS person
                FROM candidate LEFT JOIN person USING (member) WHERE sale_id = ANY($1))
            SELECT asked.sale_id, other.sale_id AS other
            FROM asked CROSS JOIN LATERAL (
                SELECT sale_id FROM candidate AS other
                WHERE other.payment = asked.payment AND other.payment <> '' AND other.side = 3 - asked.side
                  AND other.side > 0 -- as the index says: 3 - side proves nothing to the planner
                ORDER BY sale_id LIMIT $2) AS other
            WHERE asked.payment <> '' AND asked.side > 0
            UNION
            SELECT asked.sale_id, other.sale_id
            FROM asked JOIN candidate AS other
                 ON other.store = asked.store AND other.amount_minor = asked.amount_minor AND other.near AND other.side > 0
                AND other.paid_at BETWEEN asked.paid_at - $3::float8 * interval '1 second'
                                      AND asked.paid_at + $3::float8 * interval '1 second'
            LEFT JOIN person ON person.member = other.member
            WHERE asked.near AND asked.member > 0 AND other.side = 3 - asked.side
              AND coalesce(person.canonical, other.member) = asked.person
            UNION
            SELECT sale_id, twin_of + twin FROM sale WHERE sale_id = ANY($1) AND twin_of + twin > 0
            UNION
            SELECT till, online FROM doubt WHERE till = ANY($1)
            UNION
            SELECT online, till FROM doubt WHERE online = ANY($1)
            LIMIT $4
            """;

    /**
     * The sales with everybody who has to do with them.
     *
     * @param sales all of them; those who have to do with nobody are missing
     * @param tooMany whether there are more than {@link #MOST}, or too many relations to read; the sales are then not all
     */
    record Circle(Set<Long> sales, boolean tooMany) {}

    Uni<Circle> of(SqlClient client, Collection<Long> sales, Rules rules) {
        return widen(client, new HashSet<>(sales), new Circle(new TreeSet<>(), false), rules);
    }

    private Uni<Circle> widen(SqlClient client, Set<Long> asked, Circle circle, Rules rules) {
        if (asked.isEmpty() || circle.tooMany()) {
            return Uni.createFrom().item(circle);
        }
        Tuple parameters = Tuple.of(
                asked.toArray(Long[]::new),
                Twins.MAX_SHARED + 1,
                (double) rules.doubtfulWithin().toSeconds(),
                MOST_RELATIONS);
        return client.preparedQuery(NEXT).execute(parameters).chain(rows -> {
            Set<Long> added = added(rows, asked, circle.sales());
            boolean tooMany = circle.sales().size() > MOST || rows.size() == MOST_RELATIONS;
            return widen(client, added, new Circle(circle.sales(), tooMany), rules);
        });
    }

    /** Who is new and was not asked yet. */
    private static Set<Long> added(RowSet<Row> rows, Set<Long> asked, Set<Long> circle) {
        Set<Long> added = new HashSet<>();
        for (Row row : rows) {
            circle.add(row.getLong(0));
            if (!asked.contains(row.getLong(1)) && !circle.contains(row.getLong(1))) {
                added.add(row.getLong(1));
            }
            circle.add(row.getLong(1));
        }
        return added;
    }
}
