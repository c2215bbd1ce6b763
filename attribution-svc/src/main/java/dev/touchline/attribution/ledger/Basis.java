package dev.touchline.attribution.ledger;

import dev.touchline.attribution.fold.Campaign;
import dev.touchline.attribution.fold.Controls.StoreArm;
import dev.touchline.attribution.fold.DocumentKey;
import dev.touchline.attribution.fold.LedgerEntry;
import dev.touchline.attribution.fold.Order;
import dev.touchline.attribution.fold.Person;
import dev.touchline.attribution.fold.Reference;
import dev.touchline.attribution.fold.Refund;
import dev.touchline.attribution.fold.Sale;
import dev.touchline.attribution.fold.Stage;
import dev.touchline.attribution.fold.Touch;
import dev.touchline.attribution.v1.LedgerBasis;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the ledgers of one person's sales are made from, so that whoever holds two of them can tell why they differ. Touches
 * after the payment decide nothing and are left out: else every message to a buyer would look like a reason.
 *
 * @param members all members that are this person, ascending
 */
record Basis(Person person, Set<Long> members, Reference reference) {

    /** Of one sale; {@code entries} are its entries, at least one. */
    LedgerBasis of(List<LedgerEntry> entries) {
        Sale sale = entries.get(0).sale();
        LedgerBasis.Builder basis =
                LedgerBasis.newBuilder().setMemberId(sale.member()).addAllPerson(members);
        sale.refunds().stream().map(Basis::fingerprint).sorted().forEach(basis::addRefunds);
        entries.stream().map(LedgerEntry::policyVersion).distinct().forEach(basis::addPolicies);
        if (sale.order() != null) {
            List<Touch> touches = touchesUntil(sale.order().paidAt());
            basis.setOrder(fingerprint(sale.order(), sale))
                    .setTouches(fingerprint(touches, sale.order().paidAt()))
                    .setCampaigns(fingerprintOfCampaigns(touches));
        }
        return basis.build();
    }

    private List<Touch> touchesUntil(Instant paidAt) {
        return person.touches().stream()
                .filter(touch -> touch.stages().values().stream().anyMatch(at -> !at.isAfter(paidAt)))
                .toList();
    }

    private static long fingerprint(Order order, Sale sale) {
        Fingerprint print = new Fingerprint()
                .add(sale.twin())
                .add(order.paidAt())
                .add(order.currency())
                .add(order.channel().name())
                .add(order.store())
                .add(order.buyer().name())
                .add(order.shippingStore())
                .add(order.roles().salesGuide())
                .add(order.roles().linkGuide())
                .add(order.roles().partner());
        for (Order.Line line : order.lines()) {
            print.add(line.number())
                    .add(line.brand())
                    .add(line.quantity())
                    .add(line.paid())
                    .add(line.cost() == null ? Long.MIN_VALUE : line.cost())
                    .add(line.category())
                    .add(line.goodsClass().name());
        }
        new TreeSet<>(order.coupons()).forEach(print::add);
        if (sale.alsoKnownAs() != null) {
            add(print, sale.alsoKnownAs());
        }
        return print.value();
    }

    private static long fingerprint(Refund refund) {
        Fingerprint print = new Fingerprint();
        add(print, refund.key());
        print.add(refund.occurredAt()).add(refund.currency()).add(refund.store());
        for (Refund.Line line : refund.lines()) {
            print.add(line.number()).add(line.brand()).add(line.quantity()).add(line.amount());
        }
        return print.value();
    }

    private static long fingerprint(List<Touch> touches, Instant paidAt) {
        Fingerprint print = new Fingerprint();
        for (Touch touch : touches) {
            print.add(touch.id())
                    .add(touch.campaign())
                    .add(touch.channel().name())
                    .add(touch.store())
                    .add(touch.coupon())
                    .add(touch.expiresAt())
                    .add(touch.guide())
                    .add(touch.byCloudGuide());
            touch.stages().forEach((stage, at) -> add(print, stage, at, paidAt));
            if (touch.redeemedOn() != null) {
                add(print, touch.redeemedOn());
            }
        }
        return print.value();
    }

    private long fingerprintOfCampaigns(List<Touch> touches) {
        Fingerprint print = new Fingerprint();
        Set<String> named = new TreeSet<>();
        for (Touch touch : touches) {
            named.add(touch.campaign());
            print.add(person.controls().stores().contains(new StoreArm(touch.campaign(), touch.store())));
        }
        for (String key : named) {
            Campaign campaign = reference.campaigns().get(key);
            print.add(key).add(person.controls().campaigns().contains(key));
            if (campaign != null) {
                print.add(campaign.brand())
                        .add(campaign.start())
                        .add(campaign.end())
                        .add(campaign.cancelledAt());
            }
        }
        return print.value();
    }

    private static void add(Fingerprint print, Stage stage, Instant at, Instant paidAt) {
        if (!at.isAfter(paidAt)) {
            print.add(stage.name()).add(at);
        }
    }

    private static void add(Fingerprint print, DocumentKey key) {
        print.add(key.source()).add(key.type().name()).add(key.number());
    }
}
