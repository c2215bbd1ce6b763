package dev.touchline.report.performance;

import dev.touchline.attribution.v1.Model;
import dev.touchline.kit.error.Check;
import dev.touchline.kit.error.Rejection;
import dev.touchline.report.v1.Dimension;
import dev.touchline.report.v1.GoodsDimension;
import dev.touchline.report.v1.PerformanceDimension;
import dev.touchline.report.v1.PerformanceView;
import dev.touchline.report.v1.ReportFilter;
import dev.touchline.report.v1.ReportKind;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.SalesChannel;
import dev.touchline.type.v1.TouchChannel;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;

/** Reads what a caller asks for, and refuses what nobody can answer. */
public final class Filters {

    private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final int MAX_KEY = 64;

    private Filters() {}

    /** What a filter covers; a default where it says nothing. */
    public static Scope scope(ReportFilter filter) {
        LocalDate from = day("filter.from_day", filter.getFromDay(), FIRST_DAY);
        LocalDate to = day("filter.to_day", filter.getToDay(), LAST_DAY);
        if (to.isBefore(from)) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_PERIOD_EMPTY,
                    "filter.to_day",
                    filter.getToDay(),
                    "not before from_day " + filter.getFromDay());
        }
        return new Scope(
                model(filter.getModelValue()),
                from,
                to,
                Check.text("filter.brand", filter.getBrand(), 0, MAX_KEY),
                salesChannel(filter.getSalesChannelValue()),
                touchChannel(filter.getTouchChannelValue()),
                Check.text("filter.store", filter.getStore(), 0, MAX_KEY));
    }

    static Split split(int dimension) {
        known("by", dimension, Dimension.forNumber(dimension), last(Dimension.values().length));
        return switch (Dimension.forNumber(dimension)) {
            case DIMENSION_UNSPECIFIED, UNRECOGNIZED -> Split.NONE;
            case DIMENSION_BRAND -> Split.BRAND;
            case DIMENSION_SALES_CHANNEL -> Split.SALES_CHANNEL;
            case DIMENSION_TOUCH_CHANNEL -> Split.TOUCH_CHANNEL;
        };
    }

    /** Refuses a model or a touch channel: neither decides whose performance an order is. {@code by}: field of the request. */
    static OwnerScope ownerScope(ReportFilter filter, String by, int dimension, int view) {
        Scope scope = untouchedScope(filter);
        known("view", view, PerformanceView.forNumber(view), last(PerformanceView.values().length));
        return new OwnerScope(scope, ownerSplit(by, dimension), view == PerformanceView.PERFORMANCE_VIEW_BOOKING_VALUE);
    }

    /** By what goods are split; {@code field}: its name in the request. */
    static GoodsSplit goodsSplit(String field, int dimension) {
        GoodsDimension by = GoodsDimension.forNumber(dimension);
        known(field, dimension, by, last(GoodsDimension.values().length));
        return switch (by) {
            case GOODS_DIMENSION_UNSPECIFIED, GOODS_DIMENSION_STORE, UNRECOGNIZED -> GoodsSplit.STORE;
            case GOODS_DIMENSION_CATEGORY -> GoodsSplit.CATEGORY;
            case GOODS_DIMENSION_GOODS_CLASS -> GoodsSplit.GOODS_CLASS;
            case GOODS_DIMENSION_BRAND -> GoodsSplit.BRAND;
        };
    }

    /** Refuses a model or a touch channel, where touches decide nothing. */
    static Scope untouchedScope(ReportFilter filter) {
        Scope scope = scope(filter);
        if (scope.model() != Model.MODEL_PRECEDENCE_VALUE) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE,
                    "filter.model",
                    filter.getModel(),
                    "precedence, the official one");
        }
        if (scope.touchChannel() != 0) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE,
                    "filter.touch_channel",
                    filter.getTouchChannel(),
                    "none");
        }
        return scope;
    }

    private static OwnerSplit ownerSplit(String field, int dimension) {
        PerformanceDimension by = PerformanceDimension.forNumber(dimension);
        known(field, dimension, by, last(PerformanceDimension.values().length));
        return switch (by) {
            case PERFORMANCE_DIMENSION_UNSPECIFIED, PERFORMANCE_DIMENSION_STORE, UNRECOGNIZED -> OwnerSplit.STORE;
            case PERFORMANCE_DIMENSION_GUIDE -> OwnerSplit.GUIDE;
            case PERFORMANCE_DIMENSION_PARTNER -> OwnerSplit.PARTNER;
            case PERFORMANCE_DIMENSION_BRAND -> OwnerSplit.BRAND;
            case PERFORMANCE_DIMENSION_REGION -> OwnerSplit.REGION;
            case PERFORMANCE_DIMENSION_TREE -> OwnerSplit.TREE;
            case PERFORMANCE_DIMENSION_PARTNER_KIND -> OwnerSplit.PARTNER_KIND;
        };
    }

    static Rejection unknownReport(int number) {
        return outOfRange("report", number, last(ReportKind.values().length));
    }

    private static int model(int number) {
        known("filter.model", number, Model.forNumber(number), last(Model.values().length));
        return number == Model.MODEL_UNSPECIFIED_VALUE ? Model.MODEL_PRECEDENCE_VALUE : number;
    }

    private static int salesChannel(int number) {
        return known(
                "filter.sales_channel", number, SalesChannel.forNumber(number), last(SalesChannel.values().length));
    }

    private static int touchChannel(int number) {
        return known(
                "filter.touch_channel", number, TouchChannel.forNumber(number), last(TouchChannel.values().length));
    }

    private static int known(String field, int number, Enum<?> value, int last) {
        if (value == null) {
            throw outOfRange(field, number, last);
        }
        return number;
    }

    private static Rejection outOfRange(String field, int number, int last) {
        return Rejection.field(ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE, field, number, "0.." + last);
    }

    /** The greatest number of an enum of the contract: they count from 0, and generated code adds UNRECOGNIZED. */
    private static int last(int values) {
        return values - 2;
    }

    private static LocalDate day(String field, String text, LocalDate absent) {
        if (text.isEmpty()) {
            return absent;
        }
        try {
            if (DAY.matcher(text).matches()) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException notOnTheCalendar) {
            throw malformed(field, text);
        }
        throw malformed(field, text);
    }

    private static Rejection malformed(String field, String text) {
        return Rejection.field(
                ErrorReason.ERROR_REASON_FIELD_MALFORMED, field, text, "a day of the calendar as YYYY-MM-DD");
    }
}
