package dev.touchline.report.performance;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.touchline.kit.money.Money;
import dev.touchline.report.performance.CampaignFigures.People;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Reports as CSV: RFC 4180, header first, amounts in major units with the decimals of their currency. */
final class ReportCsv {

    private static final int DECIMALS_WITHOUT_CURRENCY = 2;

    private static final List<String> CAMPAIGN_COLUMNS = List.of(
            "campaign",
            "targeted",
            "touched_orders",
            "touched_net",
            "credited_orders",
            "credited_net",
            "name",
            "brand",
            "currency",
            "executed",
            "reached",
            "responded",
            "control",
            "touched_aov");

    private static final List<String> DAY_COLUMNS = moneyColumns("day");
    private static final List<String> TOTAL_COLUMNS = moneyColumns("key");

    private static final List<String> PERFORMANCE_COLUMNS = List.of(
            "node",
            "key",
            "store",
            "currency",
            "orders",
            "paid",
            "refunded",
            "net",
            "empowered_net",
            "assisted_net",
            "unmatched_refund",
            "off_store_net",
            "off_store_share",
            "partner_kind");

    private static final List<String> GOODS_COLUMNS = List.of(
            "node",
            "key",
            "currency",
            "items",
            "paid",
            "refunded",
            "net",
            "online_only_net",
            "online_only_share",
            "costed_net",
            "cost",
            "margin",
            "margin_rate",
            "cost_coverage");

    private static final int SHARE_DECIMALS = 4;

    private static final List<String> TREE_COLUMNS = Stream.concat(
                    Stream.of("level", "brand", "region"), PERFORMANCE_COLUMNS.stream())
            .toList();

    private ReportCsv() {}

    static String tree(List<TreeFigures> rows) {
        return csv(TREE_COLUMNS, rows, row -> Stream.concat(
                        Stream.of(number(row.level()), row.brand(), row.region()), performance(row.figures()).stream())
                .toList());
    }

    static String performance(List<OwnerFigures> rows) {
        return csv(PERFORMANCE_COLUMNS, rows, ReportCsv::performance);
    }

    private static List<String> performance(OwnerFigures row) {
        return List.of(
                row.node().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                row.key(),
                row.store(),
                row.currency(),
                number(row.orders()),
                major(row.paid(), row.currency()),
                major(row.refunded(), row.currency()),
                major(row.net(), row.currency()),
                major(row.empowered(), row.currency()),
                major(row.assisted(), row.currency()),
                major(row.unmatched(), row.currency()),
                major(row.offStore(), row.currency()),
                share(row.offStore(), row.net()),
                row.kind());
    }

    static String goods(List<GoodsFigures> rows) {
        return csv(GOODS_COLUMNS, rows, ReportCsv::goods);
    }

    private static List<String> goods(GoodsFigures row) {
        return List.of(
                row.node().equals(GoodsFigures.NO_NODE)
                        ? ""
                        : row.node().toLowerCase(Locale.ROOT).replace('_', '-'),
                row.key(),
                row.currency(),
                number(row.items()),
                major(row.paid(), row.currency()),
                major(row.refunded(), row.currency()),
                major(row.net(), row.currency()),
                major(row.onlineOnly(), row.currency()),
                share(row.onlineOnly(), row.net()),
                major(row.costed(), row.currency()),
                major(row.cost(), row.currency()),
                major(row.margin(), row.currency()),
                share(row.margin(), row.costed()),
                share(row.costed(), row.net()));
    }

    static String campaigns(List<CampaignFigures> rows) {
        return csv(CAMPAIGN_COLUMNS, rows, ReportCsv::campaign);
    }

    static String days(List<Measures> rows) {
        return csv(DAY_COLUMNS, rows, ReportCsv::money);
    }

    static String totals(List<Measures> rows) {
        return csv(TOTAL_COLUMNS, rows, ReportCsv::money);
    }

    private static List<String> moneyColumns(String key) {
        return List.of(
                key,
                "currency",
                "orders",
                "paid",
                "refunded",
                "net",
                "empowered_orders",
                "empowered_net",
                "credited_net",
                "organic",
                "unmatched_refund");
    }

    private static List<String> campaign(CampaignFigures row) {
        return List.of(
                row.campaign(),
                persons(row, People::targeted),
                number(row.touchedOrders()),
                major(row.touchedNet(), row.currency()),
                row.creditedOrdersText(),
                major(row.creditedNet(), row.currency()),
                row.name(),
                row.brand(),
                row.currency(),
                persons(row, People::executed),
                persons(row, People::reached),
                persons(row, People::responded),
                persons(row, People::control),
                average(row.touchedNet(), row.touchedOrders(), row.currency()));
    }

    private static List<String> money(Measures row) {
        return List.of(
                row.key(),
                row.currency(),
                number(row.orders()),
                major(row.paid(), row.currency()),
                major(row.refunded(), row.currency()),
                major(row.net(), row.currency()),
                number(row.empoweredOrders()),
                major(row.empoweredNet(), row.currency()),
                major(row.credited(), row.currency()),
                major(row.organic(), row.currency()),
                major(row.unmatched(), row.currency()));
    }

    private static <R> String csv(List<String> header, List<R> rows, Function<R, List<String>> fields) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(header);
            rows.forEach(row -> csv.writeRecord(fields.apply(row)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /** Empty where they are not for the caller. */
    private static String persons(CampaignFigures row, ToLongFunction<People> count) {
        return row.people().map(people -> number(count.applyAsLong(people))).orElse("");
    }

    /** A part of a whole, rounded half up; empty where the whole is nothing. */
    private static String share(long part, long whole) {
        return whole == 0
                ? ""
                : BigDecimal.valueOf(part)
                        .divide(BigDecimal.valueOf(whole), SHARE_DECIMALS, RoundingMode.HALF_UP)
                        .toPlainString();
    }

    private static String number(long value) {
        return Long.toString(value);
    }

    /** Without a currency there is no amount but zero. */
    private static String major(long minorUnits, String currency) {
        return currency.isEmpty()
                ? BigDecimal.valueOf(minorUnits, DECIMALS_WITHOUT_CURRENCY).toPlainString()
                : Money.of(minorUnits, currency).toMajor();
    }

    /** Rounded half up to the minor unit; empty without orders: there is no average of nothing. */
    private static String average(long minorUnits, long orders, String currency) {
        if (orders == 0) {
            return "";
        }
        BigDecimal average = BigDecimal.valueOf(minorUnits).divide(BigDecimal.valueOf(orders), 0, RoundingMode.HALF_UP);
        return major(average.longValueExact(), currency);
    }
}
