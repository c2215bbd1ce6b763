package dev.touchline.report.publication;

import dev.touchline.attribution.v1.Model;
import dev.touchline.kit.error.Check;
import dev.touchline.kit.error.Rejection;
import dev.touchline.kit.paging.Page;
import dev.touchline.report.performance.Filters;
import dev.touchline.report.performance.Scope;
import dev.touchline.report.v1.ListPublicationsRequest;
import dev.touchline.report.v1.ListRestatedSalesRequest;
import dev.touchline.report.v1.PublicationKind;
import dev.touchline.report.v1.PublishRequest;
import dev.touchline.report.v1.ReportFilter;
import dev.touchline.report.v1.RestatementCause;
import dev.touchline.report.v1.RestatementDimension;
import dev.touchline.type.v1.ErrorReason;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;

/** Reads what a caller asks of the copies, and refuses what nobody can answer. */
final class Requests {

    private static final int MAX_KEY = 64;
    private static final int MAX_CAMPAIGN = 128;
    private static final int BOOKING = 2;
    private static final int PLACE_PARTS = 5;

    /** A period that somebody wants published. */
    record Publish(Kind kind, LocalDate day, String brand) {}

    /** A page of copies, newest cut first. */
    record CopyPage(Page page, long before) {

        int size() {
            return page.size();
        }

        String next(List<Copy> copies) {
            return copies.isEmpty()
                    ? ""
                    : page.next(
                            copies.size(),
                            Long.toString(copies.get(copies.size() - 1).cut()));
        }
    }

    /** A page of restated sales. */
    record SalePage(Page page, RestatedSale.Place after) {

        int size() {
            return page.size();
        }

        String next(List<RestatedSale> sales) {
            return sales.isEmpty()
                    ? ""
                    : page.next(sales.size(), text(sales.get(sales.size() - 1).place()));
        }
    }

    private Requests() {}

    static Publish publish(PublishRequest request) {
        Kind kind = kind(request.getKindValue());
        if (request.getKindValue() == 0) {
            throw Rejection.required("kind");
        }
        Check.text("day", request.getDay(), 1, MAX_KEY);
        LocalDate day = Filters.scope(
                        ReportFilter.newBuilder().setFromDay(request.getDay()).build())
                .from();
        if (!kind.begin(day).equals(day)) {
            throw Rejection.field(ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE, "day", day, "the first day of a month");
        }
        return new Publish(kind, day, Check.text("brand", request.getBrand(), 0, MAX_KEY));
    }

    /** Which copies; days unless months are asked for. */
    static Asked asked(ReportFilter filter, int kind, int view) {
        Scope scope = Filters.scope(filter);
        Check.range("view", view, 0, BOOKING);
        if (scope.model() != Model.MODEL_PRECEDENCE_VALUE) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE, "filter.model", filter.getModel(), "precedence");
        }
        Check.range("filter.sales_channel", scope.salesChannel(), 0, 0);
        Check.range("filter.touch_channel", scope.touchChannel(), 0, 0);
        return new Asked(kind(kind), scope.from(), scope.to(), scope.brand(), scope.store(), view == BOOKING);
    }

    private static Kind kind(int number) {
        Check.range("kind", number, 0, PublicationKind.PUBLICATION_KIND_MONTH_VALUE);
        return number == 0 ? Kind.DAY : Kind.of(number);
    }

    static RestatementSplit split(int number) {
        Check.range("by", number, 0, RestatementDimension.RESTATEMENT_DIMENSION_DAY_VALUE);
        return RestatementSplit.values()[number];
    }

    static int cause(int number) {
        return (int) Check.range("cause", number, 0, RestatementCause.RESTATEMENT_CAUSE_ORGANISATION_VALUE);
    }

    static String campaign(String key) {
        return Check.text("campaign", key, 0, MAX_CAMPAIGN);
    }

    static CopyPage copyPage(ListPublicationsRequest request) {
        Page page = Page.of(request.getPageSize(), request.getPageToken());
        try {
            return new CopyPage(page, page.after().isEmpty() ? Long.MAX_VALUE : Long.parseLong(page.after()));
        } catch (NumberFormatException malformed) {
            throw Page.malformed(request.getPageToken());
        }
    }

    static SalePage salePage(ListRestatedSalesRequest request) {
        Page page = Page.of(request.getPageSize(), request.getPageToken());
        if (page.after().isEmpty()) {
            return new SalePage(page, RestatedSale.Place.BEGINNING);
        }
        String[] parts = page.after().split("\\|", PLACE_PARTS);
        try {
            return new SalePage(
                    page,
                    new RestatedSale.Place(
                            Long.parseLong(parts[0]),
                            Long.parseLong(parts[1]),
                            LocalDate.parse(parts[2]),
                            parts[3],
                            parts[4]));
        } catch (NumberFormatException | DateTimeException | ArrayIndexOutOfBoundsException malformed) {
            throw Page.malformed(request.getPageToken());
        }
    }

    private static String text(RestatedSale.Place place) {
        return place.sale() + "|" + place.cut() + "|" + place.period() + "|" + place.currency() + "|" + place.brand();
    }
}
