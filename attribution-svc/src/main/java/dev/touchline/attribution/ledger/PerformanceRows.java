package dev.touchline.attribution.ledger;

import dev.touchline.attribution.fold.BookedRefund;
import dev.touchline.attribution.fold.LedgerEntry;
import dev.touchline.attribution.fold.Owner;
import dev.touchline.attribution.fold.Performance;
import dev.touchline.attribution.fold.PerformanceShare;
import dev.touchline.attribution.fold.RelationStage;
import dev.touchline.kit.shard.Shard;
import dev.touchline.kit.sql.Columns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Whose performance the parts of each entry are: its net, whole or by stage, and each unmatched refund. */
@ApplicationScoped
public class PerformanceRows {

    /** Part 0 and those below are the net, those above are unmatched refunds. */
    private record Part(
            long unit,
            LedgerEntry entry,
            int number,
            Owner owner,
            String role,
            String assisting,
            long net,
            long unmatched) {

        static Part of(long unit, LedgerEntry entry, int number, Performance performance, long net, long unmatched) {
            return new Part(
                    unit,
                    entry,
                    number,
                    performance.owner(),
                    performance.role().name(),
                    performance.assisting(),
                    net,
                    unmatched);
        }
    }

    private static final String CLEAR =
            """
            DELETE FROM performance AS old
            USING unnest($1::smallint[], $2::bigint[], $3::bigint[]) AS sale (shard, unit, sale)
            WHERE old.shard = sale.shard AND old.unit = sale.unit AND old.sale = sale.sale
            """;

    private static final String INSERT =
            """
            INSERT INTO performance (shard, unit, sale, brand, part, store, guide, partner, role, assisting, net, unmatched)
            SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::bigint[], $4::text[], $5::integer[], $6::text[],
                                 $7::text[], $8::text[], $9::text[], $10::text[], $11::bigint[], $12::bigint[])
            """;

    /** Deletes the rows of sales: smallint[] of shards, bigint[] of units, bigint[] of sales. */
    Uni<Void> clear(SqlConnection tx, Tuple sales) {
        return tx.preparedQuery(CLEAR).execute(sales).replaceWithVoid();
    }

    Uni<Void> insert(SqlConnection tx, List<Change> changes) {
        List<Part> parts = new ArrayList<>();
        changes.forEach(change -> change.entries().forEach(entry -> add(parts, change.unit(), entry)));
        if (parts.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(INSERT)
                .execute(new Columns<>(parts)
                        .smallint(part -> Shard.of(part.unit))
                        .bigint(Part::unit)
                        .bigint(part -> part.entry.sale().id())
                        .text(part -> part.entry.brand())
                        .integer(Part::number)
                        .text(part -> part.owner.store())
                        .text(part -> part.owner.guide())
                        .text(part -> part.owner.partner())
                        .text(part -> part.role)
                        .text(part -> part.assisting)
                        .bigint(Part::net)
                        .bigint(Part::unmatched)
                        .parameters())
                .replaceWithVoid();
    }

    private static void add(List<Part> parts, long unit, LedgerEntry entry) {
        if (entry.performance() != null && entry.shares().isEmpty()) {
            parts.add(
                    Part.of(unit, entry, 0, entry.performance(), entry.amounts().net(), 0));
        }
        for (int i = 0; i < entry.shares().size(); i++) {
            PerformanceShare share = entry.shares().get(i);
            boolean closed = share.stage() == RelationStage.CLOSE;
            parts.add(new Part(
                    unit,
                    entry,
                    -i,
                    share.owner(),
                    LedgerMessages.role(share, entry.performance()),
                    closed ? entry.performance().assisting() : "",
                    share.net(),
                    0));
        }
        int number = 0;
        for (BookedRefund refund : entry.refunds()) {
            number++;
            if (refund.unmatchedPerformance() != null) {
                parts.add(Part.of(unit, entry, number, refund.unmatchedPerformance(), 0, refund.unmatched()));
            }
        }
    }
}
