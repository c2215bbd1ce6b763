package dev.touchline.lift;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The arms of one experiment, each with its summary. Trials of parts of the same people (files, shards, days of
 * assignment) merge arm by arm.
 *
 * @param arms summary by the arm's key, in the order of the keys
 */
public record Trial(SortedMap<String, Moments> arms) {
    /** More arms than this are an error, most likely a wrong column. */
    public static final int MAX_ARMS = 100;

    /** A trial with these arms. */
    public Trial {
        if (arms.size() > MAX_ARMS) {
            throw new IllegalArgumentException(arms.size() + " arms (expected: at most " + MAX_ARMS + ")");
        }
        arms = Collections.unmodifiableSortedMap(new TreeMap<>(arms));
    }

    /** A trial with these arms. */
    public static Trial of(Map<String, Moments> arms) {
        return new Trial(new TreeMap<>(arms));
    }

    /** Both together. */
    public Trial merge(Trial other) {
        TreeMap<String, Moments> merged = new TreeMap<>(arms);
        other.arms.forEach((arm, moments) -> merged.merge(arm, moments, Moments::merge));
        return new Trial(merged);
    }

    /** The arm {@code key}; an arm that nobody is in has no members. */
    public Moments arm(String key) {
        return arms.getOrDefault(key, Moments.NONE);
    }
}
