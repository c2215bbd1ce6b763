package dev.touchline.attribution.fold;

import java.time.Instant;

/**
 * Whether a touch counts for an order and brand, and why.
 *
 * @param qualifiedAt null: never
 * @param explanation for people, with the values that were compared
 */
public record Verdict(String brand, Touch touch, Instant qualifiedAt, TouchRule rule, String explanation) {
    static Verdict of(Hearing hearing) {
        TouchRule rule = TouchRule.decide(hearing);
        return new Verdict(hearing.brand(), hearing.touch(), hearing.reached().at(), rule, rule.explain(hearing));
    }
}
