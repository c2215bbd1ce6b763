package dev.touchline.report.ledger;

/**
 * Why the ledger of a sale differs from what it was, named and numbered as in the contract, in the order of precedence. Net
 * can only change by documents, so they come first; what is left moves the same net to somebody else.
 */
public enum Cause {
    /** Nobody said. */
    UNSPECIFIED,
    /** A document came late, was corrected, withdrawn or paired. */
    LATE_DOCUMENT,
    /** Money was given back. */
    REFUND,
    /** The buyer became known, or turned out to be another. */
    IDENTIFIED_MEMBER,
    /** Members turned out to be one person. */
    MERGE,
    /** They turned out not to be. */
    SPLIT,
    /** Another version of the policy decided. */
    POLICY,
    /** A touch before the payment was told late or corrected. */
    LATE_TOUCH,
    /** A campaign changed, or whom it holds out. */
    CAMPAIGN_CHANGED,
    /** A store, brand, guide or binding changed: all that a ledger is made from besides. */
    ORGANISATION;

    /**
     * Why a ledger made from {@code after} differs from one made from {@code before}. The first that applies: a sale that
     * was refunded and whose buyer was merged between the two is restated by a refund.
     */
    public static Cause between(Basis before, Basis after) {
        if (before.absent() && after.absent()) {
            return UNSPECIFIED;
        }
        if (before.absent() || after.absent()) {
            return LATE_DOCUMENT;
        }
        if (before.order() != after.order()) {
            return LATE_DOCUMENT;
        }
        if (!before.refunds().equals(after.refunds())) {
            return after.refunds().containsAll(before.refunds()) ? REFUND : LATE_DOCUMENT;
        }
        if (before.member() != after.member()) {
            return IDENTIFIED_MEMBER;
        }
        if (!before.person().equals(after.person())) {
            return before.person().containsAll(after.person()) ? SPLIT : MERGE;
        }
        if (!before.policies().equals(after.policies())) {
            return POLICY;
        }
        if (before.touches() != after.touches()) {
            return LATE_TOUCH;
        }
        return before.campaigns() != after.campaigns() ? CAMPAIGN_CHANGED : ORGANISATION;
    }
}
