package dev.touchline.report.campaign;

import dev.touchline.report.batch.Versioned;

/** What is kept of the entities of touch-svc. */
final class Rows {

    private Rows() {}

    /** A campaign; an empty brand is the group. */
    record CampaignRow(String key, long version, String name, String brand) implements Versioned {}

    /** The arm of a member, or of a store if the member is 0. */
    record ArmRow(Unit unit, long version, boolean control) implements Versioned {}

    /** Whose arm. */
    record Unit(String campaign, long memberId, String store) {}

    /** A touch; member 0 is nobody that is known, an empty campaign is a guide's own message. */
    record TouchRow(long touchId, long version, String campaign, int channel, long memberId, Progress progress)
            implements Versioned {}
}
