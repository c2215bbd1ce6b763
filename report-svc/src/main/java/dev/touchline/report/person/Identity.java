package dev.touchline.report.person;

import dev.touchline.report.batch.Versioned;

/** That a member is a person: the least member id of all that were merged. */
record Identity(long memberId, long version, long canonicalId) implements Versioned {}
