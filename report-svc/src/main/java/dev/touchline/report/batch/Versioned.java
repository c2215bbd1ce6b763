package dev.touchline.report.batch;

/** The whole state of an entity at a version. */
public interface Versioned {

    /** Counts the changes of the entity, from 1. */
    long version();
}
