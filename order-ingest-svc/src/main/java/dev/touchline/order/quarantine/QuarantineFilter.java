package dev.touchline.order.quarantine;

import com.google.protobuf.Timestamp;
import dev.touchline.kit.access.Caller;
import dev.touchline.kit.error.Check;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.order.v1.CountQuarantineRequest;
import dev.touchline.order.v1.ListQuarantineRequest;
import dev.touchline.order.v1.ReplayMatchingRequest;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;

/**
 * Which documents of the quarantine are asked for, and which of them the caller may see.
 *
 * @param source their source; empty: all
 * @param store their store; empty: all
 * @param brand a brand of their lines; empty: all
 * @param since put aside at or after; null: all
 * @param until put aside before; null: all
 * @param caller who asks
 */
record QuarantineFilter(String source, String store, String brand, Instant since, Instant until, Caller caller) {

    /** What a statement asks with the parameters of {@link #addTo}. */
    static final String MATCHES =
            """
            ($1::text = '' OR source = $1) AND ($2::text = '' OR store = $2) AND ($3::text = '' OR brands @> ARRAY[$3])
              AND ($4::timestamptz IS NULL OR quarantined_at >= $4) AND ($5::timestamptz IS NULL OR quarantined_at < $5)
              AND (cardinality($6::text[]) = 0 OR store = ANY($6)) AND (cardinality($7::text[]) = 0 OR brands && $7)\
            """;

    private static final int MAX_KEY = 64;

    QuarantineFilter {
        Check.text("source", source, 0, MAX_KEY);
        Check.text("store", store, 0, MAX_KEY);
        Check.text("brand", brand, 0, MAX_KEY);
    }

    static QuarantineFilter of(ListQuarantineRequest request, Caller caller) {
        return new QuarantineFilter(
                request.getSource(),
                request.getStore(),
                request.getBrand(),
                instant("since", request.hasSince(), request.getSince()),
                instant("until", request.hasUntil(), request.getUntil()),
                caller);
    }

    static QuarantineFilter of(CountQuarantineRequest request, Caller caller) {
        return new QuarantineFilter(
                request.getSource(),
                request.getStore(),
                request.getBrand(),
                instant("since", request.hasSince(), request.getSince()),
                instant("until", request.hasUntil(), request.getUntil()),
                caller);
    }

    static QuarantineFilter of(ReplayMatchingRequest request, Caller caller) {
        return new QuarantineFilter(
                request.getSource(),
                request.getStore(),
                request.getBrand(),
                instant("since", request.hasSince(), request.getSince()),
                instant("until", request.hasUntil(), request.getUntil()),
                caller);
    }

    private static Instant instant(String field, boolean present, Timestamp value) {
        return present ? Check.instant(field, true, value) : null;
    }

    /** Seven parameters: source, store, brand, since, until, the caller's stores and brands. */
    Tuple addTo(Tuple parameters) {
        return parameters
                .addString(source)
                .addString(store)
                .addString(brand)
                .addOffsetDateTime(since == null ? null : ProtoTime.stored(since))
                .addOffsetDateTime(until == null ? null : ProtoTime.stored(until))
                .addArrayOfString(caller.stores().toArray(String[]::new))
                .addArrayOfString(caller.brands().toArray(String[]::new));
    }
}
