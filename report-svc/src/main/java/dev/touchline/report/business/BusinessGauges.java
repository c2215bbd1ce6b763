package dev.touchline.report.business;

import dev.touchline.kit.telemetry.Gauge;
import dev.touchline.kit.telemetry.Gauge.Reading;
import dev.touchline.kit.telemetry.GaugeSource;
import dev.touchline.kit.telemetry.ReadOnly;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * Each brand's newest business day that has facts: today while the tills ring, the last day of the data otherwise. The same
 * figures as the daily report, so a refund counts on the day of its order.
 */
@ApplicationScoped
public class BusinessGauges implements GaugeSource {

    private static final Gauge DAY =
            new Gauge("touchline.business.day", "{day}", "Which business day is shown, in days since 1970-01-01");
    private static final Gauge ORDERS = new Gauge("touchline.business.orders", "{order}", "Orders of the business day");
    private static final Gauge NET = money("net", "paid minus refunded");
    private static final Gauge REFUNDS = money("refunds", "refunded, unmatched refunds included");
    private static final Gauge TOUCHED = money("touched.net", "net of orders with an eligible touch");
    private static final Gauge CREDITED = money("credited.net", "credited to touches by the official model");
    private static final Gauge RECRUITS =
            new Gauge("touchline.business.recruits", "{member}", "Members recruited on the business day");

    private static final AttributeKey<String> BRAND = AttributeKey.stringKey("brand");
    private static final AttributeKey<String> CURRENCY = AttributeKey.stringKey("currency");

    // Brands and their newest days by steps through the index (brand, day), then only the leaves of those days.
    private static final String NEWEST_DAYS =
            """
            WITH RECURSIVE brands AS (
                (SELECT brand FROM leaf ORDER BY brand LIMIT 1)
                UNION ALL
                SELECT (SELECT min(brand) FROM leaf WHERE leaf.brand > brands.brand) FROM brands
                WHERE brands.brand IS NOT NULL),
            days AS (
                SELECT brands.brand, (SELECT max(day) FROM leaf WHERE leaf.brand = brands.brand) AS day
                FROM brands WHERE brand IS NOT NULL LIMIT 1000)
            """;

    private static final String MONEY = NEWEST_DAYS
            + """
            SELECT days.brand, currency, sum(net)::bigint, sum(refunded + unmatched)::bigint,
                   coalesce(sum(net) FILTER (WHERE given.touches > 0), 0)::bigint, coalesce(sum(given.credited), 0)::bigint
            FROM days JOIN leaf USING (brand, day)
            CROSS JOIN LATERAL (SELECT count(*) AS touches, sum(amounts[1]) AS credited FROM credit
                                WHERE credit.sale_id = leaf.sale_id AND credit.brand = leaf.brand) AS given
            GROUP BY days.brand, currency
            """;

    private static final String COUNTS = NEWEST_DAYS
            + """
            SELECT days.brand, days.day - DATE '1970-01-01',
                   (SELECT count(*) FROM leaf WHERE leaf.brand = days.brand AND leaf.day = days.day AND has_order),
                   (SELECT count(*) FROM recruit WHERE recruit.brand = days.brand
                    AND recruited_at >= (days.day + begins) AT TIME ZONE zone
                    AND recruited_at < (days.day + 1 + begins) AT TIME ZONE zone)
            FROM days
            CROSS JOIN LATERAL (
                SELECT coalesce(max(zone), 'UTC') AS zone, make_interval(hours => coalesce(max(cut_off), 0)) AS begins
                FROM brand WHERE brand.key = days.brand) AS clock
            """;

    private final ReadOnly database;

    public BusinessGauges(ReadOnly database) {
        this.database = database;
    }

    private static Gauge money(String name, String meaning) {
        return new Gauge("touchline.business." + name, "{minor_unit}", "Minor units of the business day: " + meaning);
    }

    @Override
    public List<Gauge> gauges() {
        return List.of(DAY, ORDERS, NET, REFUNDS, TOUCHED, CREDITED, RECRUITS);
    }

    @Override
    public Uni<List<Reading>> read() {
        return database.read(tx -> counts(tx).chain(readings -> money(tx).map(money -> {
            readings.addAll(money);
            return readings;
        })));
    }

    private static Uni<List<Reading>> counts(SqlConnection tx) {
        return tx.query(COUNTS).execute().map(rows -> {
            List<Reading> readings = new ArrayList<>();
            for (Row row : rows) {
                Attributes brand = Attributes.of(BRAND, row.getString(0));
                readings.add(DAY.reading(row.getInteger(1), brand));
                readings.add(ORDERS.reading(row.getLong(2), brand));
                readings.add(RECRUITS.reading(row.getLong(3), brand));
            }
            return readings;
        });
    }

    private static Uni<List<Reading>> money(SqlConnection tx) {
        return tx.query(MONEY).execute().map(rows -> {
            List<Reading> readings = new ArrayList<>();
            for (Row row : rows) {
                Attributes labels = Attributes.of(BRAND, row.getString(0), CURRENCY, row.getString(1));
                readings.add(NET.reading(row.getLong(2), labels));
                readings.add(REFUNDS.reading(row.getLong(3), labels));
                readings.add(TOUCHED.reading(row.getLong(4), labels));
                readings.add(CREDITED.reading(row.getLong(5), labels));
            }
            return readings;
        });
    }
}
