package dev.touchline.report.ledger;

import dev.touchline.kit.sql.Columns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The leaf facts of the sales. A batch is a dozen statements, whatever its size. */
@ApplicationScoped
public class Ledgers {

    private static final String TAKE_NEWER =
            """
            INSERT INTO sale (sale_id, version, journaled, document, refunds)
            SELECT sale_id, version, version, document, refunds
            FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[]) AS told (sale_id, version, document, refunds)
            ORDER BY sale_id
            ON CONFLICT (sale_id) DO UPDATE
            SET version = excluded.version, journaled = excluded.journaled, document = excluded.document,
                refunds = excluded.refunds
            WHERE sale.version < excluded.version
            RETURNING sale_id
            """;

    private static final String DROP_LEAVES = "DELETE FROM leaf WHERE sale_id = ANY($1)";

    private static final String DROP_CREDITS = "DELETE FROM credit WHERE sale_id = ANY($1)";

    private static final String ADD_LEAVES =
            """
            INSERT INTO leaf (sale_id, brand, store, currency, day, sales_channel, has_order,
                              paid, refunded, net, organic, unmatched)
            SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::date[], $6::smallint[], $7::boolean[],
                                 $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[])
            """;

    private static final String ADD_CREDITS =
            """
            INSERT INTO credit (sale_id, brand, touch_id, campaign, channel, amounts, shares)
            SELECT sale_id, brand, touch_id, campaign, channel, amounts::bigint[], shares::bigint[]
            FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::text[], $5::smallint[], $6::text[], $7::text[])
                 AS told (sale_id, brand, touch_id, campaign, channel, amounts, shares)
            """;

    private static final List<String> FORGET = List.of(
            "DELETE FROM goods", "DELETE FROM booking", "DELETE FROM credit", "DELETE FROM leaf", "DELETE FROM sale");

    private final Clock clock;

    public Ledgers(Clock clock) {
        this.clock = clock;
    }

    /** Replaces what is known of those sales, except where it is as new or newer. At most one state for each sale. */
    Uni<Void> replace(SqlConnection tx, List<SaleLedger> told) {
        Tuple parameters = new Columns<>(told)
                .bigint(SaleLedger::saleId)
                .bigint(SaleLedger::version)
                .text(SaleLedger::document)
                .bigint(SaleLedger::refunds)
                .parameters();
        return tx.preparedQuery(TAKE_NEWER).execute(parameters).chain(taken -> rewrite(tx, newer(told, taken)));
    }

    Uni<Void> forget(SqlConnection tx) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (String sql : FORGET) {
            done = done.chain(() -> tx.query(sql).execute().replaceWithVoid());
        }
        return done.chain(() -> Movements.forget(tx)); // last, as in replace: who shares the lock waits for no row
    }

    private static List<SaleLedger> newer(List<SaleLedger> told, RowSet<Row> taken) {
        Set<Long> ids = new HashSet<>();
        taken.forEach(row -> ids.add(row.getLong(0)));
        return told.stream().filter(sale -> ids.contains(sale.saleId())).toList();
    }

    private Uni<Void> rewrite(SqlConnection tx, List<SaleLedger> sales) {
        if (sales.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Leaf> leaves = new ArrayList<>();
        List<Credit> credits = new ArrayList<>();
        List<Booking> bookings = new ArrayList<>();
        List<Goods> goods = new ArrayList<>();
        sales.forEach(sale -> {
            bookings.addAll(sale.bookings());
            goods.addAll(sale.goods());
            leaves.addAll(sale.leaves());
            credits.addAll(sale.credits());
        });
        Tuple ids = new Columns<>(sales).bigint(SaleLedger::saleId).parameters();
        return tx.preparedQuery(DROP_LEAVES)
                .execute(ids)
                .chain(() -> tx.preparedQuery(DROP_CREDITS).execute(ids))
                .chain(() -> tx.preparedQuery(ADD_LEAVES).execute(parametersOfLeaves(leaves)))
                .chain(() -> tx.preparedQuery(ADD_CREDITS).execute(parametersOfCredits(credits)))
                .chain(() -> GoodsRows.replace(tx, ids, goods))
                .chain(() -> Bookings.replace(tx, ids, bookings))
                .chain(() -> Movements.replace(tx, sales, clock.instant()));
    }

    private static Tuple parametersOfLeaves(List<Leaf> leaves) {
        return new Columns<>(leaves)
                .bigint(Leaf::saleId)
                .text(Leaf::brand)
                .text(Leaf::store)
                .text(Leaf::currency)
                .date(Leaf::day)
                .smallint(Leaf::salesChannel)
                .bool(Leaf::hasOrder)
                .bigint(Leaf::paid)
                .bigint(Leaf::refunded)
                .bigint(Leaf::net)
                .bigint(Leaf::organic)
                .bigint(Leaf::unmatched)
                .parameters();
    }

    private static Tuple parametersOfCredits(List<Credit> credits) {
        return new Columns<>(credits)
                .bigint(Credit::saleId)
                .text(Credit::brand)
                .bigint(Credit::touchId)
                .text(Credit::campaign)
                .smallint(Credit::channel)
                .text(credit -> Credit.literal(credit.amounts()))
                .text(credit -> Credit.literal(credit.shares()))
                .parameters();
    }
}
