package dev.touchline.attribution.fold;

import dev.touchline.kit.text.NaturalOrder;
import java.time.Instant;
import java.util.Comparator;

/**
 * Who added a member to a brand (拉新).
 *
 * @param store empty: none
 * @param guide empty: none
 */
public record Recruitment(String brand, Instant at, String store, String guide) {
    /** One total order of everything that tells recruitments apart, so that no order of arrival is left. */
    static final Comparator<Recruitment> ORDER = Comparator.comparing(Recruitment::at)
            .thenComparing(Recruitment::brand, NaturalOrder.INSTANCE)
            .thenComparing(Recruitment::store, NaturalOrder.INSTANCE)
            .thenComparing(Recruitment::guide, NaturalOrder.INSTANCE);
}
