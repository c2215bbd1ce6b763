package dev.touchline.attribution.ledger;

import dev.touchline.attribution.fold.CreditedTouch;
import dev.touchline.attribution.fold.LedgerEntry;
import dev.touchline.attribution.fold.Model;
import dev.touchline.attribution.fold.ModelCredit;
import dev.touchline.attribution.policy.PolicyBook;
import dev.touchline.kit.shard.Shard;
import dev.touchline.kit.time.ProtoTime;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The ledger entry by entry and touch by touch, so that conservation is a query that anyone can run. */
@ApplicationScoped
public class LedgerRows {

    private final PerformanceRows performance;

    public LedgerRows(PerformanceRows performance) {
        this.performance = performance;
    }

    /** An entry and the unit that holds it. */
    private record Entry(long unit, LedgerEntry entry) {}

    /** A touch of an entry, with what each model gives it. */
    private record Credit(long unit, LedgerEntry entry, CreditedTouch touch) {

        long of(Model model, Function<ModelCredit, Long> value) {
            for (ModelCredit credit : touch.credits()) {
                if (credit.model() == model) {
                    return value.apply(credit);
                }
            }
            return 0;
        }
    }

    private static final String CLEAR_ENTRIES =
            """
            DELETE FROM ledger AS old USING unnest($1::smallint[], $2::bigint[], $3::bigint[]) AS sale (shard, unit, sale)
            WHERE old.shard = sale.shard AND old.unit = sale.unit AND old.sale = sale.sale
            """;

    private static final String CLEAR_CREDITS =
            """
            DELETE FROM credit AS old USING unnest($1::smallint[], $2::bigint[], $3::bigint[]) AS sale (shard, unit, sale)
            WHERE old.shard = sale.shard AND old.unit = sale.unit AND old.sale = sale.sale
            """;

    private static final String INSERT_ENTRIES =
            """
            INSERT INTO ledger (shard, unit, sale, brand, number, currency, has_order, present, paid_at, business_day,
                                paid, refunded, net, unmatched, organic, touches, policy)
            SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[],
                                 $7::boolean[], $8::boolean[], $9::timestamptz[], $10::date[],
                                 $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[], $16::integer[],
                                 $17::integer[])
            """;

    private static final String INSERT_CREDITS =
            """
            INSERT INTO credit (shard, unit, sale, brand, touch, campaign, qualified_at,
                                precedence, first, last, linear, position, time_decay,
                                precedence_share, first_share, last_share, linear_share, position_share, time_decay_share)
            SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::bigint[], $4::text[], $5::bigint[], $6::text[],
                                 $7::timestamptz[],
                                 $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[],
                                 $14::bigint[], $15::bigint[], $16::bigint[], $17::bigint[], $18::bigint[], $19::bigint[])
            """;

    /** Deletes the rows of sales: smallint[] of shards, bigint[] of units, bigint[] of sales. */
    Uni<Void> clear(SqlConnection tx, Tuple sales) {
        if (((Object[]) sales.getValue(0)).length == 0) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(CLEAR_ENTRIES)
                .execute(sales)
                .chain(() -> tx.preparedQuery(CLEAR_CREDITS).execute(sales))
                .chain(() -> performance.clear(tx, sales));
    }

    Uni<Void> insert(SqlConnection tx, List<Change> changes) {
        List<Entry> entries = new ArrayList<>();
        List<Credit> credits = new ArrayList<>();
        for (Change change : changes) {
            for (LedgerEntry entry : change.entries()) {
                entries.add(new Entry(change.unit(), entry));
                entry.touches().forEach(touch -> credits.add(new Credit(change.unit(), entry, touch)));
            }
        }
        Uni<Void> inserted = entries.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(INSERT_ENTRIES).execute(entries(entries)).replaceWithVoid();
        Uni<Void> credited = credits.isEmpty()
                ? inserted
                : inserted.chain(() -> tx.preparedQuery(INSERT_CREDITS).execute(credits(credits)))
                        .replaceWithVoid();
        return credited.chain(() -> performance.insert(tx, changes));
    }

    private static Tuple entries(List<Entry> entries) {
        return Tuple.tuple()
                .addValue(column(entries, Short[]::new, each -> Shard.of(each.unit)))
                .addValue(column(entries, Long[]::new, Entry::unit))
                .addValue(column(entries, Long[]::new, each -> each.entry.sale().id()))
                .addValue(column(entries, String[]::new, each -> each.entry.brand()))
                .addValue(column(
                        entries, String[]::new, each -> each.entry.sale().key().number()))
                .addValue(column(entries, String[]::new, each -> each.entry.currency()))
                .addValue(column(
                        entries, Boolean[]::new, each -> each.entry.sale().order() != null))
                .addValue(column(entries, Boolean[]::new, each -> each.entry.present()))
                .addValue(column(entries, OffsetDateTime[]::new, each -> ProtoTime.stored(each.entry.paidAt())))
                .addValue(column(entries, LocalDate[]::new, each -> each.entry.businessDay()))
                .addValue(column(
                        entries, Long[]::new, each -> each.entry.amounts().paid()))
                .addValue(column(
                        entries, Long[]::new, each -> each.entry.amounts().refunded()))
                .addValue(column(
                        entries, Long[]::new, each -> each.entry.amounts().net()))
                .addValue(column(
                        entries, Long[]::new, each -> each.entry.amounts().unmatchedRefund()))
                .addValue(column(entries, Long[]::new, each -> each.entry.organic()))
                .addValue(column(
                        entries, Integer[]::new, each -> each.entry.touches().size()))
                .addValue(column(entries, Integer[]::new, each -> PolicyBook.numberOf(each.entry.policyVersion())));
    }

    private static Tuple credits(List<Credit> credits) {
        Tuple tuple = Tuple.tuple()
                .addValue(column(credits, Short[]::new, each -> Shard.of(each.unit)))
                .addValue(column(credits, Long[]::new, Credit::unit))
                .addValue(column(credits, Long[]::new, each -> each.entry.sale().id()))
                .addValue(column(credits, String[]::new, each -> each.entry.brand()))
                .addValue(
                        column(credits, Long[]::new, each -> each.touch.touch().id()))
                .addValue(column(
                        credits, String[]::new, each -> each.touch.touch().campaign()))
                .addValue(column(credits, OffsetDateTime[]::new, each -> ProtoTime.stored(each.touch.qualifiedAt())));
        for (Model model : Model.values()) {
            tuple.addValue(column(credits, Long[]::new, each -> each.of(model, ModelCredit::amount)));
        }
        for (Model model : Model.values()) {
            tuple.addValue(column(credits, Long[]::new, each -> each.of(model, ModelCredit::share)));
        }
        return tuple;
    }

    private static <T, V> V[] column(List<T> rows, IntFunction<V[]> array, Function<T, V> value) {
        return rows.stream().map(value).toArray(array);
    }
}
