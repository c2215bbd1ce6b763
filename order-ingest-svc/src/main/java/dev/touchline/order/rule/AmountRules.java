package dev.touchline.order.rule;

import dev.touchline.kit.error.Check;
import dev.touchline.kit.error.Rejection;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Line;
import dev.touchline.type.v1.ErrorReason;

/** The money. */
final class AmountRules {

    // 500 lines of this fit into a long with room to spare; ten trillion in a currency with cents.
    private static final long MAX_AMOUNT = 1_000_000_000_000_000L;

    private AmountRules() {}

    static void notNegative(AcceptedDocument accepted) {
        Document document = accepted.getDocument();
        for (Line line : document.getLinesList()) {
            notNegative("lines.amount_minor", line.getAmountMinor());
            notNegative("lines.cost_minor", line.getCostMinor());
        }
        notNegative("stated_total_minor", document.getStatedTotalMinor());
    }

    static void bounded(AcceptedDocument accepted) {
        for (Line line : accepted.getDocument().getLinesList()) {
            Check.range("lines.amount_minor", line.getAmountMinor(), 0, MAX_AMOUNT);
            Check.range("lines.cost_minor", line.getCostMinor(), 0, MAX_AMOUNT);
        }
    }

    static void statedTotal(AcceptedDocument accepted) {
        Document document = accepted.getDocument();
        long total =
                document.getLinesList().stream().mapToLong(Line::getAmountMinor).sum();
        if (document.hasStatedTotalMinor() && document.getStatedTotalMinor() != total) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_TOTAL_MISMATCH,
                    "stated_total_minor",
                    document.getStatedTotalMinor(),
                    total + ", the sum of the lines");
        }
    }

    private static void notNegative(String field, long amount) {
        if (amount < 0) {
            throw Rejection.field(ErrorReason.ERROR_REASON_AMOUNT_NEGATIVE, field, amount, "0 or more");
        }
    }
}
