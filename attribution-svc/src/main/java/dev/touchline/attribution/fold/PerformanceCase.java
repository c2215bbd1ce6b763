package dev.touchline.attribution.fold;

import java.time.Instant;
import java.util.List;

/**
 * One brand's part of an order: everything that the roles may look at.
 *
 * @param binding the binding of the brand at payment; null: none was in force
 * @param lastEnded without one: the binding that ended last before; null: there never was one
 */
record PerformanceCase(Order order, String brand, Binding binding, Binding lastEnded, Reference reference) {

    /** The case with the binding that counts among all of the person's. */
    static PerformanceCase of(Order order, String brand, List<Binding> bindings, Reference reference) {
        Instant paidAt = order.paidAt();
        Binding inForce = null;
        Binding ended = null;
        for (Binding each : bindings) {
            if (!each.brand().equals(brand)) {
                continue;
            }
            if (each.inForceAt(paidAt) && (inForce == null || counts(each, inForce, paidAt))) {
                inForce = each;
            }
            if (each.endedBy(paidAt) && (ended == null || !each.end().isBefore(ended.end()))) {
                ended = each;
            }
        }
        return new PerformanceCase(order, brand, inForce, inForce == null ? ended : null, reference);
    }

    /**
     * Whether of two bindings in force, which a merged person may have, the later one counts: nobody takes over a member
     * in protection but with a protection of their own; otherwise the later start does.
     */
    private static boolean counts(Binding later, Binding earlier, Instant paidAt) {
        return later.protectsAt(paidAt) || !earlier.protectsAt(paidAt);
    }

    boolean operated() {
        return binding != null && binding.operated();
    }

    /** At a till, or through a code scanned in the store; an online shop or cloud store is no such place. */
    boolean soldInStore() {
        return reference.physical(order.store())
                && (order.channel() == SalesChannel.STORE || order.buyer() == BuyerPlace.IN_STORE);
    }

    boolean bound() {
        return binding != null && !boundOwner().house();
    }

    boolean protectedNow() {
        return binding.protectsAt(order.paidAt());
    }

    Owner boundOwner() {
        return Owner.node(binding.store(), binding.guide());
    }

    Owner cloudTeam() {
        return ofGuide(binding.cloudGuide());
    }

    /** Who added the person to the brand: the earliest recruitment that is not after the payment. */
    Owner adder(List<Recruitment> recruitments) {
        for (Recruitment each : recruitments) {
            if (each.brand().equals(brand) && !each.at().isAfter(order.paidAt())) {
                return Owner.node(each.store(), each.guide());
            }
        }
        return Owner.HOUSE;
    }

    /** Who works the person at payment: whom they are bound to, or the cloud team that operates them. */
    Owner nurturer() {
        if (operated()) {
            return cloudTeam();
        }
        return bound() ? boundOwner() : Owner.HOUSE;
    }

    Owner linkOwner() {
        return ofGuide(order.roles().linkGuide());
    }

    private Owner ofGuide(String guide) {
        return Owner.node(guide.isEmpty() ? "" : reference.storeOfGuide(guide, order.paidAt()), guide);
    }

    String whereSold() {
        if (soldInStore()) {
            return "sold in store " + order.store() + ", "
                    + names(order.roles().salesGuide(), "sales guide ", "no guide");
        }
        return order.store().isEmpty()
                ? "sold online, by no store"
                : "sold online, " + order.channel() + " of " + order.store();
    }

    String notOperated() {
        return binding == null ? notBound() : "mode " + binding.mode() + " " + ofBinding();
    }

    String ofBinding() {
        return "bound to " + binding.names() + " since " + binding.start()
                + names(binding.cloudGuide(), ", cloud guide ", "");
    }

    String protection() {
        if (binding.protectedUntil() == null) {
            return "no protection";
        }
        return (protectedNow() ? "protected until " : "protection over since ") + binding.protectedUntil();
    }

    String notBound() {
        if (lastEnded != null) {
            return "no binding in force; " + lastEnded.names() + " until " + lastEnded.end() + " ("
                    + lastEnded.endReason() + ")";
        }
        return binding == null ? "no binding of the brand" : "bound to nobody";
    }

    private static String names(String key, String prefix, String none) {
        return key.isEmpty() ? none : prefix + key;
    }
}
