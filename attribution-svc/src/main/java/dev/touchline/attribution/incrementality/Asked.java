package dev.touchline.attribution.incrementality;

import dev.touchline.attribution.v1.GetIncrementalityRequest;
import dev.touchline.kit.error.Check;
import dev.touchline.kit.error.Rejection;
import dev.touchline.kit.paging.Page;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.TouchChannel;
import java.util.Collection;
import java.util.Currency;
import java.util.List;

/**
 * What a caller asks, within bounds.
 *
 * @param campaign campaign key; empty: all
 * @param channel only campaigns that say they use it; unspecified: all
 * @param brand only this brand's campaigns; empty: all
 * @param currency currency of the net
 * @param worthFinding the smallest lift that matters
 * @param page which campaigns, by key
 */
record Asked(String campaign, TouchChannel channel, String brand, String currency, double worthFinding, Page page) {

    private static final int MAX_KEY = 64;
    private static final int MAX_CAMPAIGNS = 100;
    private static final int DEFAULT_CAMPAIGNS = 20;
    private static final double LEAST_LIFT = 0.001;
    private static final double GREATEST_LIFT = 10;
    private static final double DEFAULT_LIFT = 0.05;

    static Asked of(GetIncrementalityRequest request) {
        Check.text("campaign", request.getCampaign(), 0, MAX_KEY);
        Check.text("brand", request.getBrand(), 0, MAX_KEY);
        Check.range("page_size", request.getPageSize(), 0, MAX_CAMPAIGNS);
        if (request.getChannel() == TouchChannel.UNRECOGNIZED) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE,
                    "channel",
                    request.getChannelValue(),
                    "a channel of the contract");
        }
        return new Asked(
                request.getCampaign(),
                request.getChannel(),
                request.getBrand(),
                currency(request.getCurrencyCode()),
                lift(request.getWorthFinding()),
                Page.of(
                        request.getPageSize() == 0 ? DEFAULT_CAMPAIGNS : request.getPageSize(),
                        request.getPageToken()));
    }

    private static String currency(String code) {
        Check.text("currency_code", code, 1, 3);
        try {
            return Currency.getInstance(code).getCurrencyCode();
        } catch (IllegalArgumentException unknown) {
            throw Rejection.field(ErrorReason.ERROR_REASON_CURRENCY_UNKNOWN, "currency_code", code, "ISO 4217");
        }
    }

    private static double lift(double asked) {
        if (asked == 0) {
            return DEFAULT_LIFT;
        }
        if (!(asked >= LEAST_LIFT && asked <= GREATEST_LIFT)) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE,
                    "worth_finding",
                    asked,
                    LEAST_LIFT + ".." + GREATEST_LIFT);
        }
        return asked;
    }

    /** The campaigns that are asked about, one more than a page if there are. */
    List<Drawn> of(Collection<Drawn> sortedByKey) {
        List<Drawn> found = sortedByKey.stream()
                .filter(each -> campaign.isEmpty() || each.key().equals(campaign))
                .filter(each -> brand.isEmpty() || each.brand().equals(brand))
                .filter(each -> channel == TouchChannel.TOUCH_CHANNEL_UNSPECIFIED
                        || each.campaign().getChannelsList().contains(channel))
                .filter(each -> each.key().compareTo(page.after()) > 0)
                .limit(page.size() + 1L)
                .toList();
        if (found.isEmpty() && !campaign.isEmpty()) {
            throw Rejection.notFound("campaign", campaign);
        }
        return found;
    }
}
