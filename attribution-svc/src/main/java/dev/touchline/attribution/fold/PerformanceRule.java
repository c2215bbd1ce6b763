package dev.touchline.attribution.fold;

import java.util.ArrayList;
import java.util.List;

/** Whose performance the parts of a sale are: the net of an order, and each refund that nothing was left to take from. */
final class PerformanceRule {
    private final List<Binding> bindings;
    private final List<Recruitment> recruitments;
    private final Reference reference;

    PerformanceRule(Person person, Reference reference) {
        this.bindings = person.bindings();
        this.recruitments = person.recruitments();
        this.reference = reference;
    }

    /** The net of one brand of an order; its matched refunds fall on the same owner. */
    Performance ofOrder(Order order, String brand, List<CreditedTouch> touches, Policy policy) {
        PerformanceCase asked = PerformanceCase.of(order, brand, bindings, reference);
        PerformanceRole role = PerformanceRole.decide(asked);
        Owner owner = role.owner(asked);
        Touch executed = credited(touches, policy.official());
        String touchGuide = executed == null ? "" : executed.guide();
        boolean assists = executed != null && executed.byCloudGuide() && !touchGuide.equals(owner.guide());
        return new Performance(owner, role, touchGuide, assists ? touchGuide : "");
    }

    /** The stages between which the net of one brand of an order is split; none unless the policy says so. */
    StageShares stages(Order order, String brand, Policy policy) {
        if (policy.split() == null) {
            return StageShares.NONE;
        }
        PerformanceCase asked = PerformanceCase.of(order, brand, bindings, reference);
        Owner closed = PerformanceRole.decide(asked).owner(asked);
        return StageShares.of(asked, recruitments, closed, policy.split());
    }

    /** The unmatched part of a refund: the refunding store's, whoever has the order; online the house's. */
    Performance ofUnmatched(Refund refund) {
        return reference.physical(refund.store())
                ? new Performance(Owner.node(refund.store(), ""), PerformanceRole.REFUNDING_STORE, "", "")
                : new Performance(Owner.HOUSE, PerformanceRole.HOUSE, "", "");
    }

    /** What every role says, in the order in which they are asked. */
    List<PerformanceVerdict> verdicts(Order order, String brand) {
        PerformanceCase asked = PerformanceCase.of(order, brand, bindings, reference);
        PerformanceRole decides = PerformanceRole.decide(asked);
        List<PerformanceVerdict> verdicts = new ArrayList<>();
        for (PerformanceRole role : PerformanceRole.inOrder()) {
            boolean applies = role.applies(asked);
            verdicts.add(new PerformanceVerdict(
                    brand, role, applies, role == decides, applies ? role.owner(asked) : null, role.explain(asked)));
        }
        return verdicts;
    }

    /** The touch with the greatest official share, of equals the last; null: none is eligible. */
    private static Touch credited(List<CreditedTouch> touches, Model official) {
        Touch credited = null;
        long most = 0;
        for (CreditedTouch each : touches) {
            long share = each.credits().stream()
                    .filter(credit -> credit.model() == official)
                    .mapToLong(ModelCredit::share)
                    .sum();
            if (share > 0 && share >= most) {
                most = share;
                credited = each.touch();
            }
        }
        return credited;
    }
}
