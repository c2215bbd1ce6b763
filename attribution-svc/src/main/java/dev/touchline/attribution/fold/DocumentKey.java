package dev.touchline.attribution.fold;

import dev.touchline.kit.text.NaturalOrder;
import java.util.Comparator;

/** External key of an order document; ordered naturally by number, then source, then type. */
public record DocumentKey(String source, Type type, String number) implements Comparable<DocumentKey> {
    private static final Comparator<DocumentKey> ORDER = Comparator.comparing(
                    DocumentKey::number, NaturalOrder.INSTANCE)
            .thenComparing(DocumentKey::source, NaturalOrder.INSTANCE)
            .thenComparing(DocumentKey::type);

    /** Kinds of document (单据). */
    public enum Type {
        /** A sale. */
        ORDER,
        /** A refund of an order, by line. */
        REFUND,
        /** 无原单退款. */
        REFUND_WITHOUT_ORDER
    }

    @Override
    public int compareTo(DocumentKey other) {
        return ORDER.compare(this, other);
    }
}
