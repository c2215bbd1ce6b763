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
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * The business of the day: each brand's own business day of this moment, as soon as any brand has sold something on it; the
 * newest day of all facts otherwise. So the brands can be added up: one that has sold nothing yet shows 0, never what it sold
 * yesterday. The same figures as the daily report; a refund counts on the day of its order.
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

    // Brands and their newest days by steps through the index (brand, day), then only the leaves of two days. A till
    // whose
    // clock is ahead must not set the day: what lies after a brand's today is looked at only if there is nothing else.
    private static final String DAYS =
            """
            WITH RECURSIVE brands AS (
                (SELECT brand FROM leaf ORDER BY brand LIMIT 1)
                UNION ALL
                SELECT (SELECT min(brand) FROM leaf WHERE leaf.brand > brands.brand) FROM brands
                WHERE brands.brand IS NOT NULL),
            clocks AS (
                SELECT brands.brand, zone, begins, ($1::timestamptz AT TIME ZONE zone - begins)::date AS today
                FROM brands
                CROSS JOIN LATERAL (
                    SELECT coalesce(max(zone), 'UTC') AS zone, make_interval(hours => coalesce(max(cut_off), 0)) AS begins
                    FROM brand WHERE brand.key = brands.brand) AS clock
                WHERE brands.brand IS NOT NULL LIMIT 1000),
            newest AS (
                SELECT clocks.*, coalesce((SELECT max(day) FROM leaf WHERE leaf.brand = clocks.brand AND day <= today),
                                          (SELECT max(day) FROM leaf WHERE leaf.brand = clocks.brand)) AS newest
                FROM clocks),
            days AS (
                SELECT brand, zone, begins, newest,
                       CASE WHEN bool_or(newest = today) OVER () THEN today
                            ELSE coalesce(max(newest) FILTER (WHERE newest <= today) OVER (), max(newest) OVER ()) END AS day
                FROM newest)
            """;

    // A currency of the newest day with facts is shown from the first moment of the day, with 0.
    private static final String MONEY = DAYS
            + """
            SELECT brand, currency, sum(orders)::bigint, sum(net)::bigint, sum(refunds)::bigint, sum(touched)::bigint,
                   sum(credited)::bigint
            FROM (SELECT days.brand, currency, has_order::int AS orders, net, refunded + unmatched AS refunds,
                         CASE WHEN given.touches > 0 THEN net ELSE 0 END AS touched, coalesce(given.credited, 0) AS credited
                  FROM days JOIN leaf USING (brand, day)
                  CROSS JOIN LATERAL (SELECT count(*) AS touches, sum(amounts[1]) AS credited FROM credit
                                      WHERE credit.sale_id = leaf.sale_id AND credit.brand = leaf.brand) AS given
                  UNION ALL
                  SELECT DISTINCT days.brand, currency, 0, 0, 0, 0, 0
                  FROM days JOIN leaf ON leaf.brand = days.brand AND leaf.day = days.newest) AS shown
            GROUP BY brand, currency
            """;

    private static final String COUNTS = DAYS
            + """
            SELECT days.brand, days.day - DATE '1970-01-01',
                   (SELECT count(*) FROM recruit WHERE recruit.brand = days.brand
                    AND recruited_at >= (days.day + begins) AT TIME ZONE zone
                    AND recruited_at < (days.day + 1 + begins) AT TIME ZONE zone)
            FROM days
            """;

    private final ReadOnly database;
    private final Clock clock;

    public BusinessGauges(ReadOnly database, Clock clock) {
        this.database = database;
        this.clock = clock;
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
        Tuple now = Tuple.of(OffsetDateTime.now(clock));
        return database.read(
                tx -> counts(tx, now).chain(readings -> money(tx, now).map(money -> {
                    readings.addAll(money);
                    return readings;
                })));
    }

    private static Uni<List<Reading>> counts(SqlConnection tx, Tuple now) {
        return tx.preparedQuery(COUNTS).execute(now).map(rows -> {
            List<Reading> readings = new ArrayList<>();
            for (Row row : rows) {
                Attributes brand = Attributes.of(BRAND, row.getString(0));
                readings.add(DAY.reading(row.getInteger(1), brand));
                readings.add(RECRUITS.reading(row.getLong(2), brand));
            }
            return readings;
        });
    }

    private static Uni<List<Reading>> money(SqlConnection tx, Tuple now) {
        return tx.preparedQuery(MONEY).execute(now).map(rows -> {
            List<Reading> readings = new ArrayList<>();
            for (Row row : rows) {
                Attributes labels = Attributes.of(BRAND, row.getString(0), CURRENCY, row.getString(1));
                readings.add(ORDERS.reading(row.getLong(2), labels));
                readings.add(NET.reading(row.getLong(3), labels));
                readings.add(REFUNDS.reading(row.getLong(4), labels));
                readings.add(TOUCHED.reading(row.getLong(5), labels));
                readings.add(CREDITED.reading(row.getLong(6), labels));
            }
            return readings;
        });
    }
}
