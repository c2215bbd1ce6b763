package dev.touchline.attribution.ledger;

import dev.touchline.attribution.fold.LedgerEntry;
import dev.touchline.attribution.v1.LedgerBasis;
import dev.touchline.attribution.v1.LedgerEvent;
import dev.touchline.kit.feed.NewEvent;
import dev.touchline.kit.telemetry.EventTraces;
import java.util.List;

/**
 * A sale whose ledger is not what was last told.
 *
 * @param version the new version, from 1
 * @param content the new ledger, without a version
 * @param basis what it was made from; not part of what is compared
 * @param traceparent trace of what told the sale; empty: none
 */
record Change(
        long unit,
        long sale,
        long version,
        LedgerEvent content,
        List<LedgerEntry> entries,
        LedgerBasis basis,
        String traceparent) {

    /** Whether an earlier version may have left rows. */
    boolean replaces() {
        return version > 1;
    }

    /** How many refund documents the sale has; one that touches two brands is one. */
    int refunds() {
        return (int) entries.stream()
                .flatMap(entry -> entry.refunds().stream())
                .map(booked -> booked.refund().key())
                .distinct()
                .count();
    }

    /** The same, carrying the span of the fold on. */
    Change continuedBy(EventTraces.Work work) {
        return new Change(unit, sale, version, content, entries, basis, work.continued(traceparent));
    }

    NewEvent event() {
        LedgerEvent.Builder event = content.toBuilder().setVersion(version);
        if (!entries.isEmpty()) {
            event.setMadeFrom(basis);
        }
        return NewEvent.of("ledger/" + sale, version, event.build(), traceparent);
    }
}
