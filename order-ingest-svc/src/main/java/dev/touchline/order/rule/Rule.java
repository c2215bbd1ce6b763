package dev.touchline.order.rule;

import dev.touchline.kit.error.Rejection;
import dev.touchline.order.v1.AcceptedDocument;

/** One thing that must be true of a document by itself, whatever else is known. */
interface Rule {

    /**
     * Passes a document that keeps the rule.
     *
     * @throws Rejection the reason why another one goes to quarantine
     */
    void check(AcceptedDocument accepted);
}
