package dev.touchline.order.sale;

import dev.touchline.kit.sql.Columns;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.order.book.SaleBook;
import dev.touchline.order.twin.Candidate;
import dev.touchline.order.twin.Side;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Notes by what the twins of sales are found, and marks the sales whose twins must be looked for, in the transaction that
 * changed them.
 */
@ApplicationScoped
public class CandidateStore {

    private static final String SAVE =
            """
            INSERT INTO candidate (sale_id, side, near, member, amount_minor, paid_at, currency, store, payment)
            SELECT * FROM unnest($1::bigint[], $2::smallint[], $3::boolean[], $4::bigint[], $5::bigint[], $6::timestamptz[],
                                 $7::text[], $8::text[], $9::text[])
            ON CONFLICT (sale_id) DO UPDATE
            SET side = excluded.side, near = excluded.near, member = excluded.member, amount_minor = excluded.amount_minor,
                paid_at = excluded.paid_at, currency = excluded.currency, store = excluded.store, payment = excluded.payment
            """;

    private static final String STRIKE =
            "UPDATE candidate SET side = 0 WHERE sale_id = ANY($1) AND side > 0 RETURNING sale_id";

    // Locks a mark that is there already: whoever takes it has seen this change, or leaves it.
    private static final String MARK =
            """
            INSERT INTO pairing_due (sale_id, stamp, changed, since)
            SELECT sale_id, nextval('pairing_stamps'), changed, $3
            FROM unnest($1::bigint[], $2::boolean[]) AS marked (sale_id, changed) ORDER BY sale_id
            ON CONFLICT (sale_id) DO UPDATE
            SET stamp = excluded.stamp, changed = pairing_due.changed OR excluded.changed
            RETURNING sale_id, stamp, changed
            """;

    private final Clock clock;

    public CandidateStore(Clock clock) {
        this.clock = clock;
    }

    /** Notes sales that changed, and that are locked; answers the marks of those whose twins may be others now. */
    Uni<List<Mark>> save(SqlConnection tx, List<SaleBook> changed) {
        Map<Long, SaleBook> due = new HashMap<>();
        List<Candidate> candidates = new ArrayList<>();
        List<SaleBook> others = new ArrayList<>();
        for (SaleBook sale : changed) {
            if (!sale.orderChanged() && !sale.bond().paired()) {
                continue; // a refund of a sale that is alone
            }
            Optional<Candidate> candidate = Candidate.of(sale).filter(Candidate::meets);
            candidate.ifPresent(candidates::add);
            if (candidate.isPresent() || sale.bond().paired()) {
                due.put(sale.saleId(), sale);
            }
            if (candidate.isEmpty() && sale.version() > 0) {
                others.add(sale); // it may have been one
            }
        }
        return note(tx, candidates)
                .chain(() -> strike(tx, others))
                .invoke(struck -> struck.forEach(sale -> due.put(sale.saleId(), sale)))
                .chain(() -> mark(tx, due.values()));
    }

    private static Uni<Void> note(SqlConnection tx, List<Candidate> candidates) {
        return candidates.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(SAVE)
                        .execute(new Columns<>(candidates)
                                .bigint(Candidate::saleId)
                                .smallint(each -> each.side() == Side.TILL ? 1 : 2)
                                .bool(each -> !each.store().isEmpty() && !each.away())
                                .bigint(Candidate::person)
                                .bigint(Candidate::amount)
                                .timestamptz(Candidate::paidAt)
                                .text(Candidate::currency)
                                .text(Candidate::store)
                                .text(Candidate::payment)
                                .parameters())
                        .replaceWithVoid();
    }

    /** Strikes out sales that are no candidates; answers those that were. */
    private static Uni<List<SaleBook>> strike(SqlConnection tx, List<SaleBook> others) {
        return others.isEmpty()
                ? Uni.createFrom().item(List.of())
                : tx.preparedQuery(STRIKE)
                        .execute(new Columns<>(others).bigint(SaleBook::saleId).parameters())
                        .map(rows -> {
                            Set<Long> struck =
                                    rows.stream().map(row -> row.getLong(0)).collect(Collectors.toSet());
                            return others.stream()
                                    .filter(sale -> struck.contains(sale.saleId()))
                                    .toList();
                        });
    }

    private Uni<List<Mark>> mark(SqlConnection tx, Collection<SaleBook> due) {
        return due.isEmpty()
                ? Uni.createFrom().item(List.of())
                : tx.preparedQuery(MARK)
                        .execute(new Columns<>(due)
                                .bigint(SaleBook::saleId)
                                .bool(sale -> sale.bond().paired())
                                .parameters()
                                .addOffsetDateTime(ProtoTime.stored(clock.instant())))
                        .map(Mark::of);
    }
}
