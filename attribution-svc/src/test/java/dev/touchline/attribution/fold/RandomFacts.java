package dev.touchline.attribution.fold;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * One person's facts by chance, from a world so small that ties, merged identities, control arms, unknown campaigns,
 * over-refunds and foreign brands are all common.
 */
final class RandomFacts {
    static final Reference REFERENCE = new Reference(
            Map.of(
                    "c1", new Campaign("c1", "B", at(0), at(30), null),
                    "c2", new Campaign("c2", "", at(5), at(20), null),
                    "c10", new Campaign("c10", "X", at(0), at(40), at(15))),
            Map.of("B", new TradingDay(ZoneId.of("Asia/Shanghai"), 3)),
            Map.of(
                    "S", new StoreHours("B", ZoneId.of("Europe/Paris"), null),
                    "W", new StoreHours("B", null, null, true)),
            Map.of(
                    "g1", new GuidePlaces(List.of(new GuidePlaces.Stay("S", null, at(20)))),
                    "cloud", new GuidePlaces(List.of(new GuidePlaces.Stay("W", at(3), null)))));
    private static final String[] CAMPAIGNS = {"c1", "c2", "c10", "unknown", ""};
    private static final String[] BRANDS = {"B", "X"};
    private static final String[] STORES = {"S", "", "W", "unknown"};
    private static final String[] GUIDES = {"g1", "g2", "cloud", ""};

    /** Orders that report a sale a second time are numbered from so much on. */
    private static final int TWIN = 100;

    final List<Touch> touches = new ArrayList<>();
    final List<Sale> sales = new ArrayList<>();
    final List<Assignment> arms = new ArrayList<>();
    final List<Binding> bindings = new ArrayList<>();
    final List<Recruitment> recruitments = new ArrayList<>();
    private final Random random;

    RandomFacts(Random random) {
        this.random = random;
        for (int i = random.nextInt(9); i > 0; i--) {
            touches.add(touch(i));
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            sales.add(sale(i));
        }
        if (random.nextInt(4) == 0) {
            arms.add(new Assignment(CAMPAIGNS[random.nextInt(3)], 1 + random.nextInt(2), "", random.nextBoolean()));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            bindings.add(binding());
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            recruitments.add(new Recruitment(
                    BRANDS[random.nextInt(2)], at(random.nextInt(40)), STORES[random.nextInt(STORES.length)], guide()));
        }
    }

    Person person() {
        return Person.of(touches, sales, arms, bindings, recruitments);
    }

    private Touch touch(int id) {
        Map<Stage, Instant> stages = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            boolean ending = stage == Stage.FAILED || stage == Stage.CANCELLED;
            if (random.nextInt(ending ? 8 : 2) == 0) {
                stages.put(stage, at(random.nextInt(12)));
            }
        }
        return new Touch(
                id,
                new TouchKey(random.nextBoolean() ? "sms" : "wecom", "t" + id),
                CAMPAIGNS[random.nextInt(CAMPAIGNS.length)],
                Channel.values()[random.nextInt(Channel.values().length)],
                1 + random.nextInt(2),
                STORES[random.nextInt(STORES.length)],
                stages,
                random.nextBoolean() ? "k" : "",
                random.nextInt(4) == 0 ? order(1 + random.nextInt(4) + (random.nextBoolean() ? TWIN : 0)) : null,
                random.nextInt(4) == 0 ? at(random.nextInt(20)) : null,
                guide(),
                random.nextInt(3) == 0);
    }

    /** In a world of a few days, so that overlaps, ties and bindings of merged identities are common. */
    private Binding binding() {
        Binding.Mode mode = Binding.Mode.values()[random.nextInt(3)];
        int start = random.nextInt(30);
        boolean ended = random.nextBoolean();
        return new Binding(
                BRANDS[random.nextInt(2)],
                STORES[random.nextInt(STORES.length)],
                guide(),
                at(start),
                ended ? at(start + 1 + random.nextInt(20)) : null,
                random.nextBoolean() ? at(start + random.nextInt(30)) : null,
                mode,
                Binding.EndReason.values()[ended ? random.nextInt(8) : 0],
                mode == Binding.Mode.UNSPECIFIED ? "" : "cloud");
    }

    private String guide() {
        return GUIDES[random.nextInt(GUIDES.length)];
    }

    private Sale sale(int id) {
        List<Order.Line> lines = new ArrayList<>();
        for (int line = 1; line <= 1 + random.nextInt(3); line++) {
            Long cost = random.nextInt(5) == 0 ? null : (Long) (long) random.nextInt(500);
            lines.add(new Order.Line(
                    line,
                    BRANDS[random.nextInt(2)],
                    random.nextInt(4),
                    random.nextInt(1_000),
                    cost,
                    random.nextBoolean() ? "coats" : "",
                    GoodsClass.values()[line % 3]));
        }
        List<Refund> refunds = new ArrayList<>();
        for (int refund = random.nextInt(4); refund > 0; refund--) {
            refunds.add(refund(id, refund));
        }
        Order order = random.nextInt(6) == 0
                ? null
                : new Order(
                        at(random.nextInt(45)),
                        "CNY",
                        SalesChannel.values()[1 + random.nextInt(8)],
                        STORES[random.nextInt(STORES.length)],
                        lines,
                        random.nextBoolean() ? Set.of("k") : Set.of(),
                        random.nextInt(4) == 0 ? BuyerPlace.IN_STORE : BuyerPlace.UNKNOWN,
                        "",
                        new Roles(guide(), guide(), random.nextInt(3) == 0 ? "cps" : ""));
        boolean twin = random.nextInt(10) == 0;
        DocumentKey alsoKnownAs = !twin && random.nextInt(4) == 0 ? order(id + TWIN) : null;
        return new Sale(id, order(id), 1 + random.nextInt(2), order, refunds, twin, alsoKnownAs);
    }

    private Refund refund(int sale, int number) {
        List<Refund.Line> lines = new ArrayList<>();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            lines.add(new Refund.Line(
                    1 + random.nextInt(4), random.nextBoolean() ? "B" : "", random.nextInt(3), random.nextInt(900)));
        }
        DocumentKey key = new DocumentKey("till", DocumentKey.Type.REFUND, "r" + sale + "-" + number);
        return new Refund(key, at(random.nextInt(50)), "CNY", STORES[random.nextInt(STORES.length)], lines);
    }

    private static DocumentKey order(int number) {
        return new DocumentKey("till", DocumentKey.Type.ORDER, "o" + number);
    }

    private static Instant at(int day) {
        return Instant.parse("2026-03-01T00:00:00Z").plusSeconds(86_400L * day);
    }
}
