package dev.touchline.attribution.facts;

import dev.touchline.attribution.fold.StoreHours;
import dev.touchline.attribution.fold.TradingDay;
import dev.touchline.member.v1.Brand;
import dev.touchline.member.v1.Store;
import dev.touchline.member.v1.StoreKind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When the days of brands and stores begin, and which stores are places. */
@ApplicationScoped
public class Organisation {

    /** An event of a brand or store with its version. */
    record Versioned<T>(T state, long version) {}

    private static final String EXCLUDE_SALES = "LOCK TABLE store IN EXCLUSIVE MODE";

    private static final String ADMIT_SALES = "LOCK TABLE store IN ROW SHARE MODE";

    private static final String CHANGED_BRANDS =
            """
            SELECT key FROM unnest($1::text[], $2::bigint[], $3::text[], $4::smallint[]) AS told (key, version, zone, cut_off)
            LEFT JOIN brand USING (key)
            WHERE brand.version IS NULL
               OR (brand.version < told.version AND (brand.zone, brand.cut_off) IS DISTINCT FROM (told.zone, told.cut_off))
            """;

    private static final String UPSERT_BRANDS =
            """
            INSERT INTO brand (key, version, zone, cut_off)
            SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::smallint[])
            ON CONFLICT (key) DO UPDATE SET version = excluded.version, zone = excluded.zone, cut_off = excluded.cut_off
            WHERE brand.version < excluded.version
            """;

    private static final String CHANGED_STORES =
            """
            SELECT key FROM unnest($1::text[], $2::bigint[], $3::text[], $4::smallint[], $5::text[], $6::smallint[])
                            AS told (key, version, zone, cut_off, brand, kind)
            LEFT JOIN store USING (key)
            WHERE store.version IS NULL
               OR (store.version < told.version
                   AND (store.brand, store.zone, store.cut_off, store.kind)
                       IS DISTINCT FROM (told.brand, told.zone, told.cut_off, told.kind))
            """;

    private static final String UPSERT_STORES =
            """
            INSERT INTO store (key, version, zone, cut_off, brand, kind)
            SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::smallint[], $5::text[], $6::smallint[])
            ON CONFLICT (key) DO UPDATE
            SET version = excluded.version, zone = excluded.zone, cut_off = excluded.cut_off, brand = excluded.brand,
                kind = excluded.kind
            WHERE store.version < excluded.version
            """;

    private static final String UNITS_SELLING =
            """
            SELECT DISTINCT unit FROM sale
            WHERE brands && $1::text[]
               OR stores && (SELECT coalesce(array_agg(key), '{}') FROM store WHERE brand = ANY($1))
               OR stores && $2::text[]
            """;

    private static final String UNITS_SELLING_ANYWHERE = "SELECT DISTINCT unit FROM sale";

    private static final String HOURS_OF_BRANDS = "SELECT key, zone, cut_off FROM brand";

    private static final String HOURS_OF_ALL_STORES = "SELECT key, brand, zone, cut_off, kind FROM store";

    private static final String HOURS_OF_STORES =
            "SELECT key, brand, zone, cut_off, kind FROM store WHERE key = ANY($1)";

    /** Keeps new sales out until the transaction ends, so that none is missed by {@link #unitsSelling}. */
    Uni<Void> excludeSales(SqlConnection tx) {
        return tx.query(EXCLUDE_SALES).execute().replaceWithVoid();
    }

    /** Keeps changes of the organisation out until the transaction ends. */
    Uni<Void> admitSales(SqlConnection tx) {
        return tx.query(ADMIT_SALES).execute().replaceWithVoid();
    }

    /** Brands whose business day these events change. */
    Uni<List<String>> changedBrands(SqlClient client, List<Versioned<Brand>> told) {
        return client.preparedQuery(CHANGED_BRANDS).execute(brands(told)).map(Rows::strings);
    }

    /** Stores whose business day these events may change. */
    Uni<List<String>> changedStores(SqlClient client, List<Versioned<Store>> told) {
        return client.preparedQuery(CHANGED_STORES).execute(stores(told)).map(Rows::strings);
    }

    /** Units with a sale or refund of those brands, or at those stores or a store of those brands. */
    Uni<List<Long>> unitsSelling(SqlClient client, Collection<String> brands, Collection<String> stores) {
        return client.preparedQuery(UNITS_SELLING)
                .execute(Tuple.of(brands.toArray(String[]::new), stores.toArray(String[]::new)))
                .map(Rows::longs);
    }

    /** Every unit with a sale or refund. */
    Uni<List<Long>> unitsSellingAnywhere(SqlClient client) {
        return client.query(UNITS_SELLING_ANYWHERE).execute().map(Rows::longs);
    }

    Uni<Void> upsert(SqlConnection tx, List<Versioned<Brand>> brands, List<Versioned<Store>> stores) {
        return tx.preparedQuery(UPSERT_BRANDS)
                .execute(brands(brands))
                .chain(() -> tx.preparedQuery(UPSERT_STORES).execute(stores(stores)))
                .replaceWithVoid();
    }

    Uni<Void> forget(SqlConnection tx) {
        return tx.query("DELETE FROM brand")
                .execute()
                .chain(() -> tx.query("DELETE FROM store").execute())
                .replaceWithVoid();
    }

    /** The business day of every brand. */
    public Uni<Map<String, TradingDay>> brands(SqlClient client) {
        return client.query(HOURS_OF_BRANDS).execute().map(rows -> {
            Map<String, TradingDay> brands = new HashMap<>();
            for (Row row : rows) {
                brands.put(row.getString(0), new TradingDay(zone(row.getString(1)), row.getShort(2)));
            }
            return brands;
        });
    }

    /** What those stores say about their business day. */
    public Uni<Map<String, StoreHours>> stores(SqlClient client, Collection<String> keys) {
        return client.preparedQuery(HOURS_OF_STORES)
                .execute(Tuple.of(keys.toArray(String[]::new)))
                .map(Organisation::hours);
    }

    /** What every store says about its business day. */
    public Uni<Map<String, StoreHours>> stores(SqlClient client) {
        return client.query(HOURS_OF_ALL_STORES).execute().map(Organisation::hours);
    }

    private static Map<String, StoreHours> hours(RowSet<Row> rows) {
        Map<String, StoreHours> stores = new HashMap<>();
        for (Row row : rows) {
            Short cutOff = row.getShort(3);
            stores.put(
                    row.getString(0),
                    new StoreHours(
                            row.getString(1),
                            row.getString(2).isEmpty() ? null : zone(row.getString(2)),
                            cutOff == null ? null : (Integer) cutOff.intValue(),
                            online(row.getShort(4))));
        }
        return stores;
    }

    private static boolean online(int kind) {
        return kind == StoreKind.STORE_KIND_ONLINE_VALUE || kind == StoreKind.STORE_KIND_CLOUD_VALUE;
    }

    /** The zone of that name; member-svc accepts no other, and a name that this Java does not know counts as UTC. */
    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            return ZoneOffset.UTC;
        }
    }

    private static Tuple brands(List<Versioned<Brand>> told) {
        return Tuple.tuple()
                .addArrayOfString(Rows.texts(told, brand -> brand.state().getKey()))
                .addArrayOfLong(Rows.numbers(told, Versioned::version))
                .addArrayOfString(Rows.texts(told, brand -> brand.state().getTimeZone()))
                .addArrayOfShort(told.stream()
                        .map(brand -> (short) brand.state().getCutOffHour())
                        .toArray(Short[]::new));
    }

    private static Tuple stores(List<Versioned<Store>> told) {
        return Tuple.tuple()
                .addArrayOfString(Rows.texts(told, store -> store.state().getKey()))
                .addArrayOfLong(Rows.numbers(told, Versioned::version))
                .addArrayOfString(Rows.texts(told, store -> store.state().getTimeZone()))
                .addArrayOfShort(told.stream()
                        .map(store -> store.state().hasCutOffHour()
                                ? (Short) (short) store.state().getCutOffHour()
                                : null)
                        .toArray(Short[]::new))
                .addArrayOfString(Rows.texts(told, store -> store.state().getBrand()))
                .addArrayOfShort(told.stream()
                        .map(store -> (short) store.state().getKindValue())
                        .toArray(Short[]::new));
    }
}
