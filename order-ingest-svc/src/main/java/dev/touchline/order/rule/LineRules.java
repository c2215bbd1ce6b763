package dev.touchline.order.rule;

import dev.touchline.kit.error.Check;
import dev.touchline.kit.error.Rejection;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.GoodsClass;
import dev.touchline.order.v1.Line;
import dev.touchline.type.v1.DocumentType;
import dev.touchline.type.v1.ErrorReason;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The lines. Whether a refund's lines are the order's cannot be asked here: the order may come later. */
final class LineRules {

    private static final int MAX_LINES = 500;
    private static final int MAX_LINE_NUMBER = 100_000;
    private static final int MAX_SKU = 64;
    private static final int MAX_CATEGORY = 128;
    private static final int MAX_QUANTITY = 1_000_000;

    private LineRules() {}

    static void count(AcceptedDocument accepted) {
        if (lines(accepted).isEmpty()) {
            throw Rejection.required("lines");
        }
        Check.range("lines", lines(accepted).size(), 1, MAX_LINES);
    }

    static void numbers(AcceptedDocument accepted) {
        lines(accepted).forEach(line -> Check.range("lines.line_number", line.getLineNumber(), 1, MAX_LINE_NUMBER));
    }

    static void numbersOnce(AcceptedDocument accepted) {
        Set<Integer> seen = new HashSet<>();
        for (Line line : lines(accepted)) {
            if (!seen.add(line.getLineNumber())) {
                throw Rejection.field(
                        ErrorReason.ERROR_REASON_DUPLICATE_LINE,
                        "lines.line_number",
                        line.getLineNumber(),
                        "each number once");
            }
        }
    }

    static void brands(AcceptedDocument accepted) {
        boolean refund = accepted.getDocument().getKey().getType() == DocumentType.DOCUMENT_TYPE_REFUND;
        lines(accepted)
                .forEach(line -> Check.text("lines.brand", line.getBrand(), refund ? 0 : 1, HeaderRules.MAX_KEY));
    }

    static void texts(AcceptedDocument accepted) {
        for (Line line : lines(accepted)) {
            Check.text("lines.sku", line.getSku(), 0, MAX_SKU);
            Check.text("lines.category", line.getCategory(), 0, MAX_CATEGORY);
        }
    }

    static void goodsClass(AcceptedDocument accepted) {
        lines(accepted)
                .forEach(line -> HeaderRules.refuseUnrecognised(
                        "lines.goods_class",
                        line.getGoodsClass() == GoodsClass.UNRECOGNIZED,
                        line.getGoodsClassValue()));
    }

    static void quantities(AcceptedDocument accepted) {
        lines(accepted).forEach(line -> Check.range("lines.quantity", line.getQuantity(), 0, MAX_QUANTITY));
    }

    private static List<Line> lines(AcceptedDocument accepted) {
        return accepted.getDocument().getLinesList();
    }
}
