package dev.touchline.kit.access;

import io.grpc.Context;
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

    /** Whether it acts for the whole group. */
    public boolean wholeGroup() {
        return brands.isEmpty() && stores.isEmpty();
    }

    /** Whether a place is the caller's: its store and its brand, each where the caller is limited by it. */
    boolean covers(Place place) {
        return within(stores, place.store()) && within(brands, place.brand());
    }

    private static boolean within(Set<String> limit, String key) {
        return limit.isEmpty() || key == null || limit.contains(key);
    }
}
