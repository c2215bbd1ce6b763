package dev.touchline.report.publication;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A published copy.
 *
 * @param cut everything up to it is in the copy
 * @param complete whether the ledger was complete, up to a limit
 * @param epoch of the ledger's feed
 * @param positions of it, by partition
 * @param askedBy empty: the clock
 */
record Copy(
        long cut,
        Kind kind,
        LocalDate day,
        String brand,
        Instant dueAt,
        Instant madeAt,
        boolean complete,
        long waiting,
        String epoch,
        List<Long> positions,
        String definition,
        String askedBy) {}
