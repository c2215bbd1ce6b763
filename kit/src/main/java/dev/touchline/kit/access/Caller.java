package dev.touchline.kit.access;

import dev.touchline.kit.error.Rejection;
import dev.touchline.type.v1.ErrorReason;
import io.grpc.Context;
import io.grpc.Status;
import java.util.Map;
import java.util.Set;

/**
 * Who makes a call.
 *
 * @param subject name of the client or of the service; never a person's
 * @param role what it is to the business
 * @param brands keys of the brands that it is limited to; empty: not limited by brand
 * @param stores keys of the stores that it is limited to; empty: not limited by store
 */
public record Caller(String subject, Role role, Set<String> brands, Set<String> stores) {

    /** Where access is not enforced: this process itself. */
    static final Caller ITSELF = new Caller("itself", Role.SERVICE, Set.of(), Set.of());

    static final Context.Key<Caller> KEY = Context.keyWithDefault("touchline-caller", ITSELF);

    /**
     * Who makes the current call; unlimited where access is not enforced. To be asked for when the call begins: what goes
     * on later, after the database has answered, knows no caller any more.
     */
    public static Caller current() {
        return KEY.get();
    }

    /** A context of calls that it makes. */
    public Context in(Context context) {
        return context.withValue(KEY, this);
    }

    /** How an item is refused that is fine in itself, but would change what is stored outside of the caller's scope. */
    public static Rejection outOfScope(String field) {
        return new Rejection(
                Status.Code.PERMISSION_DENIED,
                ErrorReason.ERROR_REASON_OUT_OF_SCOPE,
                field + ": stored for another store or brand (expected: the caller's own)",
                Map.of("field", field));
    }

    /** Whether it acts for the whole group. */
    public boolean wholeGroup() {
        return brands.isEmpty() && stores.isEmpty();
    }

    /** Whether a place is the caller's: its store and its brand, each where the caller is limited by it. */
    boolean covers(Place place) {
        return covers(place.store(), place.brand());
    }

    /**
     * Whether what is stored is the caller's.
     *
     * @param store store key; empty: of no store; null: such things have none
     * @param brand brand key; likewise
     */
    public boolean covers(String store, String brand) {
        return within(stores, store) && within(brands, brand);
    }

    private static boolean within(Set<String> limit, String key) {
        return limit.isEmpty() || key == null || limit.contains(key);
    }
}
