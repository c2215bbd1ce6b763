package dev.touchline.report.performance;

/**
 * What a report of performance covers.
 *
 * @param scope its store is the one whose performance it is
 * @param booked whether a refund counts on its own day; else on its order's
 */
record OwnerScope(Scope scope, OwnerSplit by, boolean booked) {}
