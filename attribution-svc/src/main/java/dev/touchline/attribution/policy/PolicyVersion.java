package dev.touchline.attribution.policy;

import dev.touchline.attribution.v1.Policy;
import java.time.Instant;

/**
 * A policy as it was adopted; never changed afterwards.
 *
 * @param number from 1, without gaps
 * @param effectiveFrom from when it is in force, by the payment of an order
 * @param brand whose orders it is for; empty: the group's
 * @param content complete: it leaves nothing to what was in force
 * @param author name of the client that adopted it, never a person's
 * @param authorRole what that client is to the business
 */
record PolicyVersion(
        int number,
        Instant effectiveFrom,
        String brand,
        Policy content,
        String author,
        String authorRole,
        String reason,
        Instant recordedAt) {

    /** From when the first version is in force: before every order. */
    static final Instant BEGINNING = Instant.parse("0001-01-01T00:00:00Z");

    /** What ledger entries call it: its name, and the number that tells it from others of that name. */
    String label() {
        return content.getVersion() + "-" + number;
    }

    /** As the fold knows it. */
    dev.touchline.attribution.fold.Policy rules() {
        return PolicyMessages.policy(content, label());
    }

    /** The number that ends a label. */
    static int numberOf(String label) {
        return Integer.parseInt(label.substring(label.lastIndexOf('-') + 1));
    }
}
