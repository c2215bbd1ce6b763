package dev.touchline.attribution.incrementality;

import static dev.touchline.kit.time.ProtoTime.instant;

import dev.touchline.touch.v1.Campaign;
import dev.touchline.touch.v1.UnitOfAssignment;
import java.time.Instant;
import java.time.ZoneOffset;

/** A campaign as incrementality sees it: what was drawn, in which window, and who must not have been touched. */
record Drawn(Campaign campaign) {

    /** The purpose of the campaign whose control is kept out of all marketing. */
    static final String GLOBAL_HOLDOUT = "global-holdout";

    private static final int ALL_PPM = 1_000_000;

    /** A period [start, end). */
    record Window(Instant start, Instant end) {}

    String key() {
        return campaign.getKey();
    }

    /** Its brand; empty: the group's. */
    String brand() {
        return campaign.getBrand();
    }

    /** Where an order counts. */
    Window window() {
        return new Window(instant(campaign.getStart()), instant(campaign.getEnd()));
    }

    /** The same season last year. It never reaches into the window, also where that is longer than a year. */
    Window before() {
        Window window = window();
        Instant end = yearBefore(window.end());
        return new Window(yearBefore(window.start()), end.isAfter(window.start()) ? window.start() : end);
    }

    boolean ofStores() {
        return campaign.getUnit() == UnitOfAssignment.UNIT_OF_ASSIGNMENT_STORE;
    }

    boolean isGlobalHoldout() {
        return campaign.getPurpose().equals(GLOBAL_HOLDOUT);
    }

    /** Whether touches of another campaign may reach buyers of this one's brand. */
    boolean meets(Drawn other) {
        return brand().isEmpty() || other.brand().isEmpty() || brand().equals(other.brand());
    }

    /** Whether the campaign says how the draw should have split. */
    boolean saysShares() {
        return campaign.getControlPpm() > 0 && campaign.getControlPpm() < ALL_PPM;
    }

    double controlWeight() {
        return campaign.getControlPpm();
    }

    double treatedWeight() {
        return ALL_PPM - campaign.getControlPpm();
    }

    private static Instant yearBefore(Instant instant) {
        return instant.atZone(ZoneOffset.UTC).minusYears(1).toInstant();
    }
}
