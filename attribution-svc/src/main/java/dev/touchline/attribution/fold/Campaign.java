package dev.touchline.attribution.fold;

import java.time.Instant;

/**
 * A campaign (活动) in its period [start, end).
 *
 * @param brand its brand; empty: the group's, for every brand
 * @param cancelledAt from when it earns nothing more; null: it was not cancelled
 */
public record Campaign(String key, String brand, Instant start, Instant end, Instant cancelledAt) {
    /** Whether it may earn on sales of that brand. */
    boolean serves(String soldBrand) {
        return brand.isEmpty() || brand.equals(soldBrand);
    }
}
