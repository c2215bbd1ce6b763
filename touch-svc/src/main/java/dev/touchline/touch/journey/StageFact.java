package dev.touchline.touch.journey;

import java.time.Instant;

/**
 * What happened to a touch, and when.
 *
 * @param stage the stage
 * @param occurredAt when it happened
 * @param failureReason number of the contract's FailureReason; 0 unless the stage is FAILED
 * @param recordedAt when it was first reported
 */
public record StageFact(Stage stage, Instant occurredAt, int failureReason, Instant recordedAt) {

    /** Whether both tell the same, whenever they were recorded. */
    boolean same(StageFact other) {
        return stage == other.stage && occurredAt.equals(other.occurredAt) && failureReason == other.failureReason;
    }
}
