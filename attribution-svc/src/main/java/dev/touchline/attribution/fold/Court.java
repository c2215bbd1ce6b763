package dev.touchline.attribution.fold;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Hears every touch of one person before each of their orders, in the total order of the touches. */
final class Court {
    private final Person person;
    private final Reference reference;
    private final Redemptions redemptions;
    private final Map<String, List<Reached>> inOrderByPolicy = new HashMap<>();

    Court(Person person, Reference reference) {
        this.person = person;
        this.reference = reference;
        this.redemptions = Redemptions.of(person.sales());
    }

    /** The touches that count for that brand of the order. */
    List<Eligible> eligible(Sale sale, String brand, Policy policy) {
        List<Eligible> eligible = new ArrayList<>();
        for (Hearing hearing : hearings(sale, brand, policy)) {
            if (TouchRule.decide(hearing) == TouchRule.ELIGIBLE) {
                eligible.add(new Eligible(hearing.reached(), hearing.redeemed()));
            }
        }
        return eligible;
    }

    List<Hearing> hearings(Sale sale, String brand, Policy policy) {
        Instant paidAt = sale.order().paidAt();
        List<Hearing> hearings = new ArrayList<>(person.touches().size());
        for (Reached reached : inOrder(policy)) {
            Touch touch = reached.touch();
            hearings.add(new Hearing(
                    reached,
                    reference.campaigns().get(touch.campaign()),
                    person.controls().holdOut(touch),
                    redemptions.redeemedOn(touch, sale),
                    paidAt,
                    brand,
                    policy));
        }
        return hearings;
    }

    private List<Reached> inOrder(Policy policy) {
        return inOrderByPolicy.computeIfAbsent(policy.version(), version -> person.touches().stream()
                .map(touch -> Reached.of(touch, policy))
                .sorted()
                .toList());
    }
}
