package dev.touchline.order.rule;

import dev.touchline.kit.error.Rejection;
import dev.touchline.order.v1.AcceptedDocument;
import java.util.List;
import java.util.Optional;

/** All rules, in the order in which they are asked: the first that is broken names the reason. */
public final class DocumentRules {

    private final List<Rule> rules;

    public DocumentRules(TimeRules time) {
        rules = List.of(
                HeaderRules::version,
                HeaderRules::currency,
                HeaderRules::salesChannel,
                HeaderRules::kind,
                HeaderRules::keysOfOthers,
                HeaderRules::coupons,
                BuyerRules::identifiers,
                BuyerRules::memberId,
                time::occurredAt,
                time::depositAt,
                ReferenceRules::refundOf,
                ReferenceRules::exchangeOf,
                LineRules::count,
                LineRules::numbers,
                LineRules::numbersOnce,
                LineRules::brands,
                LineRules::texts,
                LineRules::goodsClass,
                LineRules::quantities,
                AmountRules::notNegative,
                AmountRules::bounded,
                AmountRules::statedTotal);
    }

    /** Why the document cannot be accepted; empty if it can. */
    public Optional<Rejection> firstBroken(AcceptedDocument accepted) {
        try {
            for (Rule rule : rules) {
                rule.check(accepted);
            }
            return Optional.empty();
        } catch (Rejection broken) {
            return Optional.of(broken);
        }
    }
}
