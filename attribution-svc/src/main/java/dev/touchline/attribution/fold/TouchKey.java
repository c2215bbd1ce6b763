package dev.touchline.attribution.fold;

import dev.touchline.kit.text.NaturalOrder;
import java.util.Comparator;

/** External key of a touch; ordered naturally by number, then source. */
public record TouchKey(String source, String number) implements Comparable<TouchKey> {
    private static final Comparator<TouchKey> ORDER = Comparator.comparing(TouchKey::number, NaturalOrder.INSTANCE)
            .thenComparing(TouchKey::source, NaturalOrder.INSTANCE);

    @Override
    public int compareTo(TouchKey other) {
        return ORDER.compare(this, other);
    }
}
