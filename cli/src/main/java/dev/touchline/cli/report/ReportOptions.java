package dev.touchline.cli.report;

import dev.touchline.attribution.v1.Model;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.mapping.BadCell;
import dev.touchline.cli.mapping.Choices;
import dev.touchline.report.v1.Dimension;
import dev.touchline.report.v1.GoodsDimension;
import dev.touchline.report.v1.PerformanceDimension;
import dev.touchline.report.v1.PerformanceView;
import dev.touchline.report.v1.ReportFilter;
import dev.touchline.type.v1.SalesChannel;
import dev.touchline.type.v1.TouchChannel;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.Option;

/** Options that say what a report covers. */
final class ReportOptions {
    @Option(
            names = "--model",
            defaultValue = "precedence",
            description = "how an order's net is shared: precedence (official, default), first, last, linear, position,"
                    + " time-decay")
    private String model;

    @Option(
            names = "--from",
            paramLabel = "DAY",
            defaultValue = "",
            description = "first business day, e.g. 2025-11-01")
    private String from;

    @Option(names = "--to", paramLabel = "DAY", defaultValue = "", description = "last business day, inclusive")
    private String to;

    @Option(names = "--brand", paramLabel = "KEY", defaultValue = "", description = "only this brand")
    private String brand;

    @Option(names = "--store", paramLabel = "KEY", defaultValue = "", description = "only sales of this store")
    private String store;

    @Option(
            names = "--sales-channel",
            paramLabel = "CHANNEL",
            defaultValue = "",
            description = "only orders made there: store, mini-program, marketplace, cloud-store, live, community,"
                    + " partner, other")
    private String salesChannel;

    @Option(
            names = "--touch-channel",
            paramLabel = "CHANNEL",
            defaultValue = "",
            description = "only touches of it: coupon, call, guide-task, one-to-one, moments, group, sms,"
                    + " template-message, visit-invitation, event, live-room")
    private String touchChannel;

    @Option(
            names = "--by",
            paramLabel = "DIMENSION",
            defaultValue = "",
            description = "totals: brand, sales-channel or touch-channel; performance: store (default), guide, partner,"
                    + " partner-kind, brand, region or tree; goods: store (default), category, goods-class or brand;"
                    + " restatements: cause (default), campaign, store, brand or day")
    private String by;

    @Option(
            names = "--view",
            paramLabel = "VIEW",
            defaultValue = "",
            description =
                    "performance and restatements: cohort (a refund counts on its order's day, default) or booking (on its own)")
    private String view;

    /** Whether a dimension is named. */
    boolean hasDimension() {
        return !by.isEmpty();
    }

    /** The dimension as it was named; empty: none. */
    String by() {
        return by;
    }

    /** Whether a view is named. */
    boolean hasView() {
        return !view.isEmpty();
    }

    PerformanceDimension performanceDimension() {
        return choice(
                "--by",
                by,
                PerformanceDimension.class,
                "PERFORMANCE_DIMENSION_",
                PerformanceDimension.PERFORMANCE_DIMENSION_STORE);
    }

    GoodsDimension goodsDimension() {
        return choice("--by", by, GoodsDimension.class, "GOODS_DIMENSION_", GoodsDimension.GOODS_DIMENSION_STORE);
    }

    PerformanceView view() {
        return choice(
                "--view", view, PerformanceView.class, "PERFORMANCE_VIEW_", PerformanceView.PERFORMANCE_VIEW_COHORT);
    }

    ReportFilter filter() {
        ReportFilter.Builder filter = ReportFilter.newBuilder()
                .setModel(choice("--model", model, Model.class, "MODEL_", Model.MODEL_PRECEDENCE))
                .setFromDay(day("--from", from))
                .setToDay(day("--to", to))
                .setBrand(brand)
                .setStore(store)
                .setSalesChannel(choice(
                        "--sales-channel",
                        salesChannel,
                        SalesChannel.class,
                        "SALES_CHANNEL_",
                        SalesChannel.SALES_CHANNEL_UNSPECIFIED))
                .setTouchChannel(choice(
                        "--touch-channel",
                        touchChannel,
                        TouchChannel.class,
                        "TOUCH_CHANNEL_",
                        TouchChannel.TOUCH_CHANNEL_UNSPECIFIED));
        return filter.build();
    }

    Dimension dimension() {
        return choice("--by", by, Dimension.class, "DIMENSION_", Dimension.DIMENSION_UNSPECIFIED);
    }

    private static <E extends Enum<E>> E choice(String option, String text, Class<E> type, String prefix, E fallback) {
        try {
            return text.isEmpty() ? fallback : Choices.parse(option, text, type, prefix);
        } catch (BadCell e) {
            throw new Failure(
                    ExitCode.USAGE,
                    option + ": " + text + " (expected: one of " + Choices.names(type, prefix) + ")",
                    e);
        }
    }

    private static String day(String option, String text) {
        try {
            return text.isEmpty() ? "" : LocalDate.parse(text).toString();
        } catch (DateTimeParseException e) {
            throw new Failure(ExitCode.USAGE, option + ": " + text + " (expected: YYYY-MM-DD)", e);
        }
    }
}
