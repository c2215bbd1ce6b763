package dev.touchline.attribution.fold;

/**
 * What one role says to a brand's part of an order.
 *
 * @param applies whether it would have had it, had no role before it applied
 * @param decided whether it has it
 * @param owner whose it is or would be; null: the role does not apply
 * @param explanation for people, with the values that were compared
 */
public record PerformanceVerdict(
        String brand, PerformanceRole role, boolean applies, boolean decided, Owner owner, String explanation) {}
