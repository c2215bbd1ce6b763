package dev.touchline.cli.retailer;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/** When and where people buy, campaigns or not. */
final class Sales {
    /** First instant of the generated year. */
    static final Instant FIRST =
            LocalDate.of(2025, 1, 1).atStartOfDay(CampaignCalendar.ZONE).toInstant();
    /** First instant after its orders; refunds come up to 30 days later. */
    static final Instant END =
            LocalDate.of(2026, 1, 1).atStartOfDay(CampaignCalendar.ZONE).toInstant();

    static final String[] CHANNELS = {
        "store", "mini-program", "marketplace", "cloud-store", "live", "community", "partner"
    };
    private static final double[] CHANNEL_SHARES = {0.55, 0.20, 0.15, 0.04, 0.03, 0.015, 0.015};

    private Sales() {}

    /** A moment of a purchase: 45 % in the high season, 12 % in June, within shopping hours. */
    static Instant moment(Chance chance) {
        LocalDate day =
                switch (chance.weighted(0.43, 0.12, 0.45)) {
                    case 0 -> LocalDate.of(2025, 1, 1).plusDays(chance.below(365));
                    case 1 -> LocalDate.of(2025, 6, 1).plusDays(chance.below(20));
                    default -> LocalDate.of(2025, 10, 10).plusDays(chance.below(76));
                };
        Instant opening = day.atTime(9, 0).atZone(CampaignCalendar.ZONE).toInstant();
        return chance.after(opening, Duration.ZERO, Duration.ofHours(14));
    }

    static String channel(Chance chance) {
        return CHANNELS[chance.weighted(CHANNEL_SHARES)];
    }

    /** The system that issues the documents of a channel. */
    static String source(String channel) {
        return switch (channel) {
            case "store" -> "till";
            case "mini-program" -> "mini";
            case "marketplace" -> "tmall";
            case "cloud-store" -> "cloud";
            case "live" -> "douyin";
            case "community" -> "group-buy";
            default -> "cps";
        };
    }
}
