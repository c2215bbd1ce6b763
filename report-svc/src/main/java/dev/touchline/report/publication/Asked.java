package dev.touchline.report.publication;

import java.time.LocalDate;

/**
 * Which copies are compared with the live numbers.
 *
 * @param from first period's first day
 * @param to last period's first day, inclusive
 * @param brand empty: all
 * @param store empty: all; of the sale in the campaign ledger, whose performance it is in the other
 * @param booked whether a refund counts on its own day; else on its order's
 */
record Asked(Kind kind, LocalDate from, LocalDate to, String brand, String store, boolean booked) {}
