package dev.touchline.attribution.facts;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.touchline.attribution.dirty.Units;
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

/** Sales, each in the unit of its member, or alone while nobody knows the buyer. */
@ApplicationScoped
public class Sales {

    /** A sale of the fold, with the trace of what told it. */
    public record Fact(dev.touchline.attribution.fold.Sale sale, String traceparent) {}

    /** Where a sale is, and which version of it. */
    public record Home(long sale, long unit, long version, String source) {}

    private static final String HOMES =
            """
            SELECT sale, unit, version, source
            FROM sale_home JOIN unnest($1::smallint[], $2::bigint[]) AS told (shard, sale) USING (shard, sale)
            """;

    private static final String HOMES_BY_NUMBER =
            "SELECT sale, unit, version, source FROM sale_home WHERE number = $1 AND version > 0 ORDER BY source, sale";

    private static final String SETTLE =
            """
            INSERT INTO sale_home (shard, sale, unit, version, source, number)
            SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::text[])
            ON CONFLICT (shard, sale) DO UPDATE
            SET unit = excluded.unit, version = excluded.version, source = excluded.source, number = excluded.number
            """;

    private static final String UPSERT =
            """
            INSERT INTO sale (shard, unit, sale, stores, brands, guides, traceparent, body)
            SELECT shard, unit, sale, string_to_array(stores, chr(31)), string_to_array(brands, chr(31)),
                   string_to_array(guides, chr(31)), traceparent, body
            FROM unnest($1::smallint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[],
                        $8::bytea[])
                 AS told (shard, unit, sale, stores, brands, guides, traceparent, body)
            ON CONFLICT (shard, unit, sale) DO UPDATE
            SET stores = excluded.stores, brands = excluded.brands, guides = excluded.guides,
                traceparent = excluded.traceparent, body = excluded.body
            """;

    private static final String LEAVE =
            """
            DELETE FROM sale USING unnest($1::smallint[], $2::bigint[], $3::bigint[]) AS moved (shard, unit, sale)
            WHERE sale.shard = moved.shard AND sale.unit = moved.unit AND sale.sale = moved.sale
            """;

    private static final String ALL_UNITS = "SELECT DISTINCT unit FROM sale";

    private static final String OF_UNITS = "SELECT traceparent, body FROM sale WHERE shard = $1 AND unit = ANY($2)";

    Uni<Map<Long, Home>> homes(SqlClient client, Collection<Long> sales) {
        return client.preparedQuery(HOMES)
                .execute(Tuple.tuple()
                        .addArrayOfShort(Rows.shards(sales, sale -> sale))
                        .addArrayOfLong(sales.toArray(Long[]::new)))
                .map(rows -> {
                    Map<Long, Home> homes = new HashMap<>();
                    rows.forEach(row -> homes.put(row.getLong(0), home(row)));
                    return homes;
                });
    }

    /** Every sale whose order has that number, by source. */
    public Uni<List<Home>> byNumber(SqlClient client, String number) {
        return client.preparedQuery(HOMES_BY_NUMBER)
                .execute(Tuple.of(number))
                .map(rows -> rows.stream().map(Sales::home).toList());
    }

    /** Notes where sales are and which version is known. */
    Uni<Void> settle(SqlConnection tx, List<ToldSale> told) {
        return tx.preparedQuery(SETTLE)
                .execute(Tuple.tuple()
                        .addArrayOfShort(Rows.shards(told, ToldSale::id))
                        .addArrayOfLong(Rows.numbers(told, ToldSale::id))
                        .addArrayOfLong(Rows.numbers(told, ToldSale::unit))
                        .addArrayOfLong(Rows.numbers(told, ToldSale::version))
                        .addArrayOfString(
                                Rows.texts(told, each -> each.sale().getKey().getSource()))
                        .addArrayOfString(
                                Rows.texts(told, each -> each.sale().getKey().getNumber())))
                .replaceWithVoid();
    }

    Uni<Void> upsert(SqlConnection tx, List<ToldSale> told) {
        return tx.preparedQuery(UPSERT)
                .execute(Tuple.tuple()
                        .addArrayOfShort(Rows.shards(told, ToldSale::unit))
                        .addArrayOfLong(Rows.numbers(told, ToldSale::unit))
                        .addArrayOfLong(Rows.numbers(told, ToldSale::id))
                        .addArrayOfString(Rows.texts(told, ToldSale::stores))
                        .addArrayOfString(Rows.texts(told, ToldSale::brands))
                        .addArrayOfString(Rows.texts(told, ToldSale::guides))
                        .addArrayOfString(Rows.texts(told, ToldSale::traceparent))
                        .addValue(Rows.bodies(told, ToldSale::withoutIdentifiers)))
                .replaceWithVoid();
    }

    /** Takes facts out of the units that they leave. */
    Uni<Void> leave(SqlConnection tx, List<Home> left) {
        if (left.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(LEAVE)
                .execute(Tuple.tuple()
                        .addArrayOfShort(Rows.shards(left, Home::unit))
                        .addArrayOfLong(Rows.numbers(left, Home::unit))
                        .addArrayOfLong(Rows.numbers(left, Home::sale)))
                .replaceWithVoid();
    }

    Uni<List<Long>> allUnits(SqlClient client) {
        return client.query(ALL_UNITS).execute().map(Rows::longs);
    }

    /** Forgets every fact, but not where each sale was: its ledger is there. */
    Uni<Void> forget(SqlConnection tx) {
        return tx.query("DELETE FROM sale")
                .execute()
                .chain(() -> tx.query("UPDATE sale_home SET version = 0").execute())
                .replaceWithVoid();
    }

    /** The sales of units of one shard. */
    public Uni<List<Fact>> of(SqlClient client, short shard, Units units) {
        return client.preparedQuery(OF_UNITS)
                .execute(Tuple.tuple().addShort(shard).addArrayOfLong(units.ids()))
                .map(rows -> {
                    List<Fact> facts = new ArrayList<>(rows.size());
                    rows.forEach(
                            row -> facts.add(new Fact(parse(row.getBuffer(1).getBytes()), row.getString(0))));
                    return facts;
                });
    }

    private static Home home(Row row) {
        return new Home(row.getLong(0), row.getLong(1), row.getLong(2), row.getString(3));
    }

    private static dev.touchline.attribution.fold.Sale parse(byte[] body) {
        try {
            return FactMessages.sale(dev.touchline.order.v1.Sale.parseFrom(body));
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("A stored sale cannot be read", broken);
        }
    }
}
