package dev.touchline.attribution.fold;

import java.time.Instant;
import java.util.List;

/** The stores where a guide worked, effective-dated, without overlap. */
public record GuidePlaces(List<Stay> stays) {
    /**
     * A guide at a store in [from, to).
     *
     * @param from null: always
     * @param to null: still
     */
    public record Stay(String store, Instant from, Instant to) {
        boolean includes(Instant instant) {
            return (from == null || !instant.isBefore(from)) && (to == null || instant.isBefore(to));
        }
    }

    /** The guide's store at that instant; empty: none. */
    String storeAt(Instant instant) {
        for (Stay stay : stays) {
            if (stay.includes(instant)) {
                return stay.store();
            }
        }
        return "";
    }
}
