package dev.touchline.attribution.fold;

import java.time.LocalDate;
import java.util.List;

/**
 * A refund as it was booked on its own business day.
 *
 * @param matched minor units that reduced the order's net
 * @param unmatched minor units that had nothing to reduce
 * @param unmatchedPerformance whose performance the unmatched part reduces; null: nothing is unmatched
 * @param creditChange by how much each touch's official credit changed, in the order of the entry's touches
 * @param shareChange by how much what each stage has changed, in the order of the entry's shares
 */
public record BookedRefund(
        Refund refund,
        LocalDate businessDay,
        long matched,
        long unmatched,
        Performance unmatchedPerformance,
        List<Long> creditChange,
        List<Long> shareChange) {}
