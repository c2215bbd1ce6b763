package dev.touchline.report.ledger;

import dev.touchline.attribution.v1.GoodsPart;
import dev.touchline.attribution.v1.LedgerEntry;
import dev.touchline.kit.sql.Columns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** What was sold, from the ledger's entries into the database. */
final class GoodsRows {

    private static final String DROP = "DELETE FROM goods WHERE sale_id = ANY($1)";

    private static final String ADD =
            """
            INSERT INTO goods (sale_id, brand, category, goods_class, day, sales_channel, currency, decided, store, guide,
                               partner, paid, refunded, items, costed_net, cost)
            SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::smallint[], $5::date[], $6::smallint[], $7::text[],
                                 $8::boolean[], $9::text[], $10::text[], $11::text[], $12::bigint[], $13::bigint[],
                                 $14::integer[], $15::bigint[], $16::bigint[])
            """;

    private GoodsRows() {}

    /** The goods that an entry tells of; none without an order. */
    static Stream<Goods> of(LedgerEntry entry) {
        return entry.getHasOrder() ? entry.getGoodsList().stream().map(part -> goods(entry, part)) : Stream.empty();
    }

    /** Replaces the goods of sales: bigint[] of their ids. */
    static Uni<Void> replace(SqlConnection tx, Tuple sales, List<Goods> goods) {
        return tx.preparedQuery(DROP)
                .execute(sales)
                .chain(() -> tx.preparedQuery(ADD).execute(parameters(goods)))
                .replaceWithVoid();
    }

    private static Goods goods(LedgerEntry entry, GoodsPart part) {
        return new Goods(
                entry.getSaleId(),
                entry.getBrand(),
                part.getCategory(),
                part.getGoodsClassValue(),
                LocalDate.parse(entry.getBusinessDay()),
                entry.getSalesChannelValue(),
                entry.getCurrencyCode(),
                BookingMessages.ownerOfNet(entry),
                part.getPaidMinor(),
                part.getRefundedMinor(),
                part.getItems(),
                part.getCostedNetMinor(),
                part.getCostMinor());
    }

    private static Tuple parameters(List<Goods> goods) {
        return new Columns<>(goods)
                .bigint(Goods::saleId)
                .text(Goods::brand)
                .text(Goods::category)
                .smallint(Goods::goodsClass)
                .date(Goods::day)
                .smallint(Goods::salesChannel)
                .text(Goods::currency)
                .bool(each -> each.owner().decided())
                .text(each -> each.owner().store())
                .text(each -> each.owner().guide())
                .text(each -> each.owner().partner())
                .bigint(Goods::paid)
                .bigint(Goods::refunded)
                .integer(Goods::items)
                .bigint(Goods::costedNet)
                .bigint(Goods::cost)
                .parameters();
    }
}
