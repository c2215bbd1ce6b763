package dev.touchline.cli.retailer;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** The year 2025 of the group: quiet until summer, crowded in the fourth quarter, where campaigns overlap. */
final class CampaignCalendar {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** purpose, name, first day, last day, channels, audience, control, execution, effect. */
    private static final String[] OF_EVERY_BRAND = {
        "new-year|年货节|01-06|01-26|coupon;sms|0.16|0.10|0.95|0.05",
        "womens-day|女神节|03-01|03-10|template-message|0.10|0|0.92|0.02",
        "spring-recall|春季召回|04-10|05-09|call;one-to-one|0.10|0.20|0.70|0.06",
        "mid-year|618 大促|06-01|06-20|coupon;template-message;live-room|0.18|0|0.95|0.05",
        "member-day|会员日|10-10|11-04|guide-task;moments|0.22|0|0.62|0.04",
        "double-eleven|双11 预热|10-20|11-12|coupon;sms;live-room|0.27|0|0.95|0.06",
        "autumn-recall|沉睡召回|11-01|11-30|call;guide-task|0.18|0.20|0.65|0.07",
        "birthday-gift|到店礼|11-15|12-20|visit-invitation|0.12|0.10|0.90|0.10",
        "winter-event|冬季体验|12-01|12-24|event;one-to-one|0.10|0|0.55|0.08",
        "double-twelve|双12|12-05|12-13|coupon;sms;group|0.20|0.10|0.94|0.00",
    };

    private static final String[] OF_THE_GROUP = {
        "group-anniversary|集团周年庆|09-20|10-07|template-message;group|0.14|0|0.93|0.03",
        "group-double-eleven|集团双11|11-01|11-12|coupon;sms|0.20|0|0.95|0.04",
    };

    private CampaignCalendar() {}

    static List<CampaignPlan> all() {
        List<CampaignPlan> plans = new ArrayList<>();
        for (BrandPlan brand : BrandPlan.ALL) {
            for (String line : OF_EVERY_BRAND) {
                plans.add(plan(brand.key(), line));
            }
        }
        for (String line : OF_THE_GROUP) {
            plans.add(plan("", line));
        }
        return plans;
    }

    private static CampaignPlan plan(String brand, String line) {
        String[] part = line.split("\\|");
        return new CampaignPlan(
                brand.isEmpty() ? part[0] : brand + "-" + part[0],
                part[1],
                brand,
                day(part[2]).atStartOfDay(ZONE).toInstant(),
                day(part[3]).plusDays(1).atStartOfDay(ZONE).toInstant(),
                List.of(part[4].split(";")),
                part[0],
                Double.parseDouble(part[5]),
                Double.parseDouble(part[6]),
                Double.parseDouble(part[7]),
                Double.parseDouble(part[8]));
    }

    static LocalDate day(String monthAndDay) {
        return LocalDate.parse("2025-" + monthAndDay);
    }
}
