package dev.touchline.cli.retailer;

import dev.touchline.cli.retailer.Basket.BasketLine;
import dev.touchline.cli.retailer.Organisation.StoreUnit;
import dev.touchline.cli.retailer.Person.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Draws what one person buys: of their own accord, and because a campaign reached them. */
final class OrderStory {
    private static final double ACTIVE_ORDERS = 2.35;
    private static final double PASSIVE_ORDERS = 0.48;
    private static final double NOT_IDENTIFIED = 0.12;
    private static final double TWO_BRANDS = 0.16;
    private static final double REDEEMED = 0.35;

    private final Person person;
    private final Organisation organisation;
    private final Chance chance;
    private final List<Sale> documents = new ArrayList<>();
    private int numbers;
    private Sale first;

    OrderStory(Person person, Organisation organisation, Chance chance) {
        this.person = person;
        this.organisation = organisation;
        this.chance = chance;
    }

    List<Sale> documents() {
        return documents;
    }

    /** Orders that come anyway, then those that touches cause. */
    void draw(List<TouchReport> touches, Map<String, CampaignPlan> plans, Truth truth) {
        List<Sale> orders = new ArrayList<>();
        int own = chance.poisson(person.active() ? ACTIVE_ORDERS : PASSIVE_ORDERS);
        for (int i = 0; i < own; i++) {
            Instant paid = Sales.moment(chance);
            if (!paid.isBefore(person.recruited())) {
                Sale order = order(paid, true);
                orders.add(order);
                RefundStory.draw(order, documents, chance);
            }
        }
        for (TouchReport touch : touches) {
            CampaignPlan plan = plans.get(touch.campaign);
            if (plan != null && touch.treated && touch.reached != null && chance.happens(plan.effect())) {
                Sale order = order(causedAt(touch, plan), false);
                orders.add(order);
                truth.caused(plan, order.total() - RefundStory.drawWithin(order, documents, chance));
            }
        }
        orders.sort(Comparator.comparing(order -> order.occurred));
        redeem(orders, touches, plans);
        documents.addAll(orders);
    }

    private Instant causedAt(TouchReport touch, CampaignPlan plan) {
        Instant latest = touch.reached.plus(Duration.ofDays(10));
        return chance.between(
                touch.reached.plus(Duration.ofMinutes(30)), latest.isBefore(plan.end()) ? latest : plan.end());
    }

    /** @param own whether of their own accord; then it may also be anonymous, of two brands, or of a special kind */
    private Sale order(Instant paid, boolean own) {
        String channel = Sales.channel(chance);
        BrandPlan brand = BrandPlan.of(
                person.brands().get(own ? chance.below(person.brands().size()) : 0));
        String second = own && person.brands().size() > 1 && chance.happens(TWO_BRANDS)
                ? person.brands().stream()
                        .filter(b -> !b.equals(brand.key()))
                        .findFirst()
                        .orElse("")
                : "";
        String source = Sales.source(channel);
        String number = String.format("%s%08d-%d", source.substring(0, 1).toUpperCase(), person.index(), ++numbers);
        List<BasketLine> basket = Basket.draw(brand, second, !channel.equals("store"), chance);
        Sale order = new Sale(source, "order", number, paid, basket);
        boolean anonymous = own && channel.equals("store") && chance.happens(NOT_IDENTIFIED);
        order.ids = anonymous ? Ids.NOBODY : person.ids().forChannel(channel);
        order.channel = channel;
        place(order, brand.key());
        if (own) {
            specialise(order);
        }
        first = first == null ? order : first;
        return order;
    }

    private void place(Sale order, String brand) {
        StoreUnit shop = person.home().brand().equals(brand) && chance.happens(0.8)
                ? person.home()
                : chance.pick(organisation.shops(brand));
        switch (order.channel) {
            case "store" -> {
                order.store = shop.key();
                order.buyer = "in-store";
                order.salesGuide = shop.guides().isEmpty() ? "" : chance.pick(shop.guides());
            }
            case "cloud-store" -> {
                order.store = brand + "-cloud";
                order.buyer = "away";
                order.linkGuide = person.guide();
            }
            case "partner" -> {
                order.partner = Organisation.partner(chance);
                order.buyer = "away";
            }
            default -> {
                order.store = brand + "-online";
                order.buyer = "away";
            }
        }
    }

    private void specialise(Sale order) {
        if (order.channel.equals("marketplace") && chance.happens(0.1)) {
            order.kind = "presale";
            order.deposit = order.occurred.minus(Duration.ofDays(10));
        } else if (order.channel.equals("mini-program") && chance.happens(0.03)) {
            order.kind = "voucher";
        } else if (first != null && chance.happens(0.01)) {
            order.kind = "exchange";
            order.exchangeSource = first.source;
            order.exchangeOf = first.number;
        }
    }

    private void redeem(List<Sale> orders, List<TouchReport> touches, Map<String, CampaignPlan> plans) {
        for (TouchReport touch : touches) {
            if (touch.coupon.isEmpty() || touch.reached == null) {
                continue;
            }
            CampaignPlan plan = plans.get(touch.campaign);
            for (Sale order : orders) {
                if (fits(order, touch, plan) && chance.happens(REDEEMED)) {
                    order.coupons.add(touch.coupon);
                    touch.responded = order.occurred;
                    touch.redeemedSource = order.source;
                    touch.redeemedNumber = order.number;
                    break;
                }
            }
        }
    }

    private static boolean fits(Sale order, TouchReport touch, CampaignPlan plan) {
        boolean inTime = order.occurred.isAfter(touch.reached) && order.occurred.isBefore(plan.end());
        boolean ofBrand = plan.brand().isEmpty()
                || order.lines.stream().anyMatch(line -> line.brand().equals(plan.brand()));
        return inTime && ofBrand && !order.ids.equals(Ids.NOBODY) && order.coupons.isEmpty();
    }
}
