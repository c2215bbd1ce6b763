package dev.touchline.report.testing;

import com.google.protobuf.MessageLite;
import dev.touchline.attribution.v1.LedgerEntry;
import dev.touchline.attribution.v1.LedgerEvent;
import dev.touchline.attribution.v1.Performance;
import dev.touchline.member.v1.PartnerKind;
import dev.touchline.report.testing.LedgerEvents.Eligible;
import dev.touchline.touch.v1.TouchStage;
import dev.touchline.type.v1.Arm;
import dev.touchline.type.v1.SalesChannel;
import dev.touchline.type.v1.TouchChannel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Histories of three feeds, the same for the same seed: sales of one or two brands that change, move and vanish. */
public final class RandomFeeds {

    private static final List<String> BRANDS = List.of("north", "south", "west");
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 3, 1);
    private static final int CAMPAIGNS = 12;
    private static final int DAYS = 20;
    private static final int PARTNERS = 3;

    private final Random random;

    public RandomFeeds(long seed) {
        this.random = new Random(seed);
    }

    /** All versions of some sales, each sale's in order. */
    public List<MessageLite> sales(int sales, int versions) {
        List<MessageLite> events = new ArrayList<>();
        for (long sale = 1; sale <= sales; sale++) {
            int last = 1 + random.nextInt(versions);
            for (long version = 1; version <= last; version++) {
                events.add(sale(sale, version));
            }
        }
        return events;
    }

    /** All versions of some campaigns, arms and touches. */
    public List<MessageLite> touches(int touches, int versions, int members) {
        List<MessageLite> events = new ArrayList<>();
        for (int campaign = 1; campaign <= CAMPAIGNS; campaign++) {
            events.add(TouchEvents.campaign(1, "c" + campaign, "Old name", ""));
            events.add(TouchEvents.campaign(2, "c" + campaign, "Name " + campaign, oneOf(List.of("", "north"))));
            events.add(TouchEvents.arm(1, "c" + campaign, 1L + random.nextInt(members), Arm.ARM_CONTROL));
        }
        for (long touch = 1; touch <= touches; touch++) {
            String campaign = campaign();
            TouchChannel channel = TouchChannel.forNumber(1 + random.nextInt(11));
            long member = random.nextInt(members + 1);
            for (long version = 1; version <= 1 + random.nextInt(versions); version++) {
                events.add(TouchEvents.touch(version, touch, campaign, channel, member, stages()));
            }
        }
        return events;
    }

    /** All versions of some members, merged and split. */
    public List<MessageLite> members(int members, int versions) {
        List<MessageLite> events = new ArrayList<>();
        for (long member = 1; member <= members; member++) {
            for (long version = 1; version <= 1 + random.nextInt(versions); version++) {
                events.add(TouchEvents.member(version, member, 1 + random.nextLong(member)));
            }
        }
        return events;
    }

    /** All versions of some of the partners that sales name. */
    public List<MessageLite> partners(int versions) {
        List<MessageLite> events = new ArrayList<>();
        for (int partner = 1; partner < PARTNERS; partner++) {
            for (long version = 1; version <= versions; version++) {
                events.add(TouchEvents.partner(version, "p" + partner, PartnerKind.forNumber(random.nextInt(4))));
            }
        }
        return events;
    }

    private LedgerEvent sale(long sale, long version) {
        String brand = oneOf(BRANDS);
        return switch (random.nextInt(12)) {
            case 0 -> LedgerEvents.event(sale, version);
            case 1 -> LedgerEvents.event(sale, version, order(brand).setPresent(false));
            case 2 -> LedgerEvents.event(sale, version, refunds(brand, sale));
            case 3, 4 -> LedgerEvents.event(sale, version, order("east"), order(brand));
            default -> LedgerEvents.event(sale, version, order(brand));
        };
    }

    private LedgerEntry.Builder refunds(String brand, long sale) {
        LedgerEntry.Builder entry = LedgerEvents.refundWithoutOrder(brand, day(), random.nextInt(900), "r" + sale);
        for (int further = random.nextInt(3); further > 0; further--) {
            LedgerEvents.andRefund(entry, day(), random.nextInt(900), "r" + sale + "-" + further);
        }
        return entry;
    }

    private LedgerEntry.Builder order(String brand) {
        long paid = random.nextInt(50_000);
        long refunded = random.nextInt(4) == 0 ? random.nextLong(paid + 1) : 0;
        Eligible[] touches = new Eligible[Math.max(0, random.nextInt(6) - 2)];
        for (int i = 0; i < touches.length; i++) {
            TouchChannel channel = TouchChannel.forNumber(1 + random.nextInt(11));
            touches[i] = new Eligible(random.nextInt(1_000) * 10L + i, campaign(), channel);
        }
        return LedgerEvents.order(brand, day(), paid, refunded, touches)
                .setPerformance(owner())
                .setSalesChannel(SalesChannel.forNumber(1 + random.nextInt(8)))
                .setCurrencyCode(random.nextInt(10) == 0 ? "USD" : "CNY");
    }

    private Performance owner() {
        Performance owner =
                switch (random.nextInt(5)) {
                    case 0 -> LedgerEvents.HOUSE;
                    case 1 -> LedgerEvents.partner("p" + random.nextInt(PARTNERS));
                    case 2 -> LedgerEvents.of("s" + random.nextInt(4), "");
                    case 3 -> LedgerEvents.of("", "g" + random.nextInt(4));
                    default -> LedgerEvents.of("s" + random.nextInt(4), "g" + random.nextInt(4));
                };
        return random.nextInt(3) == 0
                ? owner.toBuilder().setAssistingGuide("cloud").build()
                : owner;
    }

    private TouchStage[] stages() {
        TouchStage[] stages = new TouchStage[random.nextInt(4)];
        for (int i = 0; i < stages.length; i++) {
            stages[i] = TouchStage.forNumber(1 + random.nextInt(6));
        }
        return stages;
    }

    private String campaign() {
        return "c" + (1 + random.nextInt(CAMPAIGNS));
    }

    private String day() {
        return FIRST_DAY.plusDays(random.nextInt(DAYS)).toString();
    }

    private String oneOf(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
