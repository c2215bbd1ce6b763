package dev.touchline.attribution.fold;

import com.fasterxml.jackson.databind.JsonNode;
import dev.touchline.kit.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Turns the given and when of a scenario file into facts. Times without a zone are Shanghai's; brand B exists unless
 * brands are given; a campaign runs through March 2026 for brand B, and an order is paid at noon of 10 March, unless they
 * say otherwise.
 */
final class ScenarioReader {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm[:ss]");
    private static final Instant NOON = instant("2026-03-10 12:00");

    private final JsonNode scenario;

    ScenarioReader(JsonNode scenario) {
        this.scenario = scenario;
    }

    Fold fold() {
        return new Fold(reference(), Policies.always(policy()));
    }

    Person person() {
        return Person.of(touches(), sales(), arms(), bindings(), recruitments());
    }

    Policy policy() {
        JsonNode given = scenario.at("/given/policy");
        Policy standard = Policy.standard();
        Map<Channel, ChannelRule> table = new EnumMap<>(standard.channels());
        each(
                given.path("windows"),
                (channel, window) -> table.computeIfPresent(
                        Channel.valueOf(channel),
                        (c, rule) -> new ChannelRule(
                                rule.reachedBy(),
                                rule.failureDisproves(),
                                Duration.parse(window.asText()),
                                rule.strength())));
        return new Policy(
                standard.version(),
                table,
                Model.valueOf(given.path("official").asText("PRECEDENCE")),
                standard.halfLife(),
                standard.position(),
                standard.tradingDay(),
                split(given.path("split")));
    }

    private static StageSplit split(JsonNode split) {
        return split.isMissingNode()
                ? null
                : new StageSplit(
                        split.path("add").asInt(),
                        split.path("nurture").asInt(),
                        split.path("close").asInt());
    }

    List<Recruitment> recruitments() {
        List<Recruitment> recruitments = new ArrayList<>();
        scenario.at("/given/recruitments")
                .forEach(each -> recruitments.add(new Recruitment(
                        each.path("brand").asText("B"),
                        instant(each, "at", instant("2026-01-01 00:00")),
                        each.path("store").asText(""),
                        each.path("guide").asText(""))));
        return recruitments;
    }

    List<Touch> touches() {
        List<Touch> touches = new ArrayList<>();
        each(
                scenario.at("/when/touches"),
                (key, touch) -> touches.add(new Touch(
                        touches.size() + 1,
                        new TouchKey("wecom", key),
                        touch.path("campaign").asText("C"),
                        Channel.valueOf(touch.path("channel").asText("SMS")),
                        touch.path("member").asLong(1),
                        touch.path("store").asText(""),
                        stages(touch),
                        touch.path("coupon").asText(""),
                        touch.has("redeemed_on")
                                ? order(touch.get("redeemed_on").asText())
                                : null,
                        instant(touch, "expires_at", null),
                        touch.path("guide").asText(""),
                        touch.path("cloud").asBoolean())));
        return touches;
    }

    List<Sale> sales() {
        List<Sale> sales = new ArrayList<>();
        each(
                scenario.at("/when/sales"),
                (key, sale) -> sales.add(new Sale(
                        100 + sales.size(),
                        order(key),
                        sale.path("member").asLong(1),
                        sale.path("missing").asBoolean() ? null : orderOf(sale),
                        refunds(sale),
                        sale.path("twin").asBoolean(),
                        sale.has("also_known_as")
                                ? order(sale.get("also_known_as").asText())
                                : null)));
        return sales;
    }

    List<Assignment> arms() {
        List<Assignment> arms = new ArrayList<>();
        scenario.at("/given/arms")
                .forEach(arm -> arms.add(new Assignment(
                        arm.path("campaign").asText("C"),
                        arm.path("member").asLong(0),
                        arm.path("store").asText(""),
                        arm.path("arm").asText().equals("control"))));
        return arms;
    }

    List<Binding> bindings() {
        List<Binding> bindings = new ArrayList<>();
        scenario.at("/given/bindings")
                .forEach(binding -> bindings.add(new Binding(
                        binding.path("brand").asText("B"),
                        binding.path("store").asText(""),
                        binding.path("guide").asText(""),
                        instant(binding, "start", instant("2026-01-01 00:00")),
                        instant(binding, "end", null),
                        instant(binding, "protected_until", null),
                        Binding.Mode.valueOf(binding.path("mode").asText("UNSPECIFIED")),
                        Binding.EndReason.valueOf(binding.path("end_reason").asText("UNSPECIFIED")),
                        binding.path("cloud_guide").asText(""))));
        return bindings;
    }

    private Map<String, GuidePlaces> guides() {
        Map<String, GuidePlaces> guides = new HashMap<>();
        each(scenario.at("/given/guides"), (key, stays) -> {
            List<GuidePlaces.Stay> places = new ArrayList<>();
            stays.forEach(stay -> places.add(new GuidePlaces.Stay(
                    stay.path("store").asText(), instant(stay, "from", null), instant(stay, "to", null))));
            guides.put(key, new GuidePlaces(places));
        });
        return guides;
    }

    private Reference reference() {
        JsonNode given = scenario.path("given");
        Map<String, Campaign> campaigns = new HashMap<>();
        each(given.path("campaigns"), (key, campaign) -> campaigns.put(key, campaign(key, campaign)));
        if (!given.has("campaigns")) {
            campaigns.put("C", campaign("C", given.path("campaigns")));
        }
        Map<String, TradingDay> brands = new HashMap<>(Map.of("B", new TradingDay(SHANGHAI, 0)));
        each(
                given.path("brands"),
                (key, brand) -> brands.put(
                        key,
                        new TradingDay(
                                ZoneId.of(brand.path("zone").asText()),
                                brand.path("cut_off").asInt())));
        Map<String, StoreHours> stores = new HashMap<>();
        each(
                given.path("stores"),
                (key, store) -> stores.put(
                        key,
                        new StoreHours(
                                store.path("brand").asText("B"),
                                store.has("zone") ? ZoneId.of(store.get("zone").asText()) : null,
                                store.has("cut_off")
                                        ? (Integer) store.get("cut_off").asInt()
                                        : null,
                                store.path("online").asBoolean())));
        return new Reference(campaigns, brands, stores, guides());
    }

    private static Campaign campaign(String key, JsonNode campaign) {
        return new Campaign(
                key,
                campaign.path("brand").asText("B"),
                instant(campaign, "start", instant("2026-03-01 00:00")),
                instant(campaign, "end", instant("2026-04-01 00:00")),
                instant(campaign, "cancelled_at", null));
    }

    private static Map<Stage, Instant> stages(JsonNode touch) {
        Map<Stage, Instant> stages = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            Instant at = instant(touch, stage.name().toLowerCase(Locale.ROOT), null);
            if (at != null) {
                stages.put(stage, at);
            }
        }
        return stages;
    }

    private static Order orderOf(JsonNode sale) {
        List<Order.Line> lines = new ArrayList<>();
        each(
                sale.path("lines"),
                (number, line) -> lines.add(new Order.Line(
                        Integer.parseInt(number),
                        line.path("brand").asText("B"),
                        line.path("quantity").asInt(1),
                        fen(line.path("paid")),
                        line.has("cost") ? (Long) fen(line.get("cost")) : null,
                        line.path("category").asText(""),
                        GoodsClass.valueOf(line.path("class").asText("UNKNOWN")))));
        if (lines.isEmpty()) {
            lines.add(new Order.Line(1, "B", 1, fen(sale.path("paid")), null));
        }
        Set<String> coupons = new HashSet<>();
        sale.path("coupons").forEach(coupon -> coupons.add(coupon.asText()));
        return new Order(
                instant(sale, "paid_at", NOON),
                "CNY",
                SalesChannel.valueOf(sale.path("channel").asText("STORE")),
                sale.path("store").asText(""),
                lines,
                coupons,
                sale.path("buyer_in_store").asBoolean()
                        ? BuyerPlace.IN_STORE
                        : BuyerPlace.valueOf(sale.path("buyer").asText("UNKNOWN")),
                "",
                new Roles(
                        sale.path("sales_guide").asText(""),
                        sale.path("link_guide").asText(""),
                        sale.path("partner").asText("")));
    }

    private static List<Refund> refunds(JsonNode sale) {
        List<Refund> refunds = new ArrayList<>();
        each(sale.path("refunds"), (key, refund) -> {
            List<Refund.Line> lines = new ArrayList<>();
            each(
                    refund.path("lines"),
                    (number, line) -> lines.add(new Refund.Line(
                            Integer.parseInt(number),
                            line.path("brand").asText(""),
                            line.path("quantity").asInt(0),
                            fen(line.path("amount")))));
            if (lines.isEmpty()) {
                lines.add(new Refund.Line(1, refund.path("brand").asText(""), 0, fen(refund.path("amount"))));
            }
            refunds.add(new Refund(
                    new DocumentKey("till", DocumentKey.Type.REFUND, key),
                    instant(refund, "at", NOON.plus(Duration.ofDays(1))),
                    "CNY",
                    refund.path("store").asText(""),
                    lines));
        });
        return refunds;
    }

    private static DocumentKey order(String number) {
        return new DocumentKey("till", DocumentKey.Type.ORDER, number);
    }

    static long fen(JsonNode amount) {
        return Money.ofMajor(amount.asText("0"), "CNY").minorUnits();
    }

    static void each(JsonNode node, BiConsumer<String, JsonNode> consumer) {
        node.properties().forEach(field -> consumer.accept(field.getKey(), field.getValue()));
    }

    private static Instant instant(JsonNode node, String field, Instant otherwise) {
        return node.has(field) ? instant(node.get(field).asText()) : otherwise;
    }

    private static Instant instant(String text) {
        return text.endsWith("Z")
                ? Instant.parse(text)
                : LocalDateTime.parse(text, LOCAL).atZone(SHANGHAI).toInstant();
    }
}
