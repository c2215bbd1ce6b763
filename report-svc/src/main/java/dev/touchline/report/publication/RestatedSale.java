package dev.touchline.report.publication;

import dev.touchline.report.ledger.Cause;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What one cause changed about one sale in one period.
 *
 * @param place where it is in the list
 * @param document external key
 * @param changedAt when it was learned here
 */
record RestatedSale(Place place, Cause cause, String document, Instant changedAt, Numbers change) {

    /** A place in the list of restated sales. */
    record Place(long sale, long cut, LocalDate period, String currency, String brand) {

        static final Place BEGINNING = new Place(Long.MIN_VALUE, 0, LocalDate.of(1, 1, 1), "", "");
    }
}
