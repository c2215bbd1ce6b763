package dev.touchline.attribution.fold;

import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The roles that decide whose performance a brand's part of an order is, in the order in which they are asked: the first
 * that applies has all of it, and the last always applies.
 *
 * <p><em>Operate</em> comes first: until hand-back the net is the cloud team's, wherever the member buys. Then what was sold
 * in a store is the store's. Online, protection is against everybody's links; without it another guide's link comes before
 * the binding, because the member chose that guide. A partner's link comes after every binding: it brings in people who are
 * nobody's, and takes nobody away from the guide who works them. A partner therefore never earns on a sale in a store.
 */
public enum PerformanceRole {
    /** Cloud team: the binding is operated by a cloud guide. */
    CLOUD_TEAM(
            PerformanceCase::operated,
            PerformanceCase::cloudTeam,
            c -> c.operated() ? "operated since " + c.binding().start() + " " + c.ofBinding() : c.notOperated()),
    /** Sales guide: sold in a store, which has it, with the guide on the document. */
    SALES_GUIDE(
            PerformanceCase::soldInStore,
            c -> Owner.node(c.order().store(), c.order().roles().salesGuide()),
            PerformanceCase::whereSold),
    /** Bound guide and store, in the protection period. */
    PROTECTED_BOUND_GUIDE(
            c -> c.bound() && c.protectedNow(),
            PerformanceCase::boundOwner,
            c -> c.bound() ? c.ofBinding() + ", " + c.protection() : c.notBound()),
    /** Link guide, with the store where they worked at payment. */
    LINK_GUIDE(
            c -> !c.order().roles().linkGuide().isEmpty(),
            PerformanceCase::linkOwner,
            c -> c.order().roles().linkGuide().isEmpty()
                    ? "no guide's link"
                    : "link of " + c.linkOwner().names()),
    /** Bound guide and store, without protection. */
    BOUND_GUIDE(
            PerformanceCase::bound,
            PerformanceCase::boundOwner,
            c -> c.bound() ? c.ofBinding() + ", " + c.protection() : c.notBound()),
    /** Partner whose link it came through. */
    PARTNER(
            c -> !c.order().roles().partner().isEmpty(),
            c -> Owner.partner(c.order().roles().partner()),
            c -> c.order().roles().partner().isEmpty()
                    ? "no partner's link"
                    : "link of partner " + c.order().roles().partner()),
    /** Credited store: nobody else has a part in it, and the document credits a store while the buyer was away (离店销售). */
    CREDITED_STORE(
            c -> c.reference().physical(c.order().store()),
            c -> Owner.node(c.order().store(), c.order().roles().salesGuide()),
            PerformanceCase::whereSold),
    /** Nobody but the house. Also an unmatched refund that was made online. */
    HOUSE(c -> true, c -> Owner.HOUSE, c -> "whatever nobody else has"),
    /** The refunding store: of an unmatched refund alone, whoever the order's net belongs to. */
    REFUNDING_STORE(c -> false, c -> Owner.HOUSE, c -> "");

    private static final PerformanceRole[] IN_ORDER = {
        CLOUD_TEAM, SALES_GUIDE, PROTECTED_BOUND_GUIDE, LINK_GUIDE, BOUND_GUIDE, PARTNER, CREDITED_STORE, HOUSE
    };

    private final Predicate<PerformanceCase> applies;
    private final Function<PerformanceCase, Owner> owner;
    private final Function<PerformanceCase, String> explanation;

    PerformanceRole(
            Predicate<PerformanceCase> applies,
            Function<PerformanceCase, Owner> owner,
            Function<PerformanceCase, String> explanation) {
        this.applies = applies;
        this.owner = owner;
        this.explanation = explanation;
    }

    /** The roles of an order, in the order in which they are asked. */
    static PerformanceRole[] inOrder() {
        return IN_ORDER.clone();
    }

    /** The role that decides. */
    static PerformanceRole decide(PerformanceCase asked) {
        for (PerformanceRole role : IN_ORDER) {
            if (role.applies(asked)) {
                return role;
            }
        }
        return HOUSE;
    }

    boolean applies(PerformanceCase asked) {
        return applies.test(asked);
    }

    Owner owner(PerformanceCase asked) {
        return owner.apply(asked);
    }

    /** For people, with the values that were compared. */
    String explain(PerformanceCase asked) {
        return explanation.apply(asked);
    }
}
