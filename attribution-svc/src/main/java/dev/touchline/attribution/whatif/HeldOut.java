package dev.touchline.attribution.whatif;

import dev.touchline.attribution.fold.Assignment;
import dev.touchline.attribution.fold.columns.Names;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which persons and stores campaigns hold out, by number. What {@link dev.touchline.attribution.fold.Controls} says of one. */
final class HeldOut {

    private static final int[] NONE = {};

    private final Names campaigns;
    private final Map<Long, int[]> campaignsOf = new HashMap<>();
    private final Set<Long> storeArms = new HashSet<>();

    HeldOut(Names campaigns, Names stores, List<Assignment> storesHeldOut) {
        this.campaigns = campaigns;
        for (Assignment arm : storesHeldOut) {
            storeArms.add(pair(campaigns.idOf(arm.campaign()), arm.store().isEmpty() ? -1 : stores.idOf(arm.store())));
        }
    }

    /** Notes that a campaign holds a person out. */
    void add(long canonical, String campaign) {
        int id = campaigns.idOf(campaign);
        campaignsOf.merge(canonical, new int[] {id}, (some, one) -> {
            int[] more = Arrays.copyOf(some, some.length + 1);
            more[some.length] = one[0];
            return more;
        });
    }

    /** Numbers of the campaigns that hold a person out. */
    int[] campaignsOf(long canonical) {
        return campaignsOf.isEmpty() ? NONE : campaignsOf.getOrDefault(canonical, NONE);
    }

    /** Whether a campaign holds a store out; −1: no store. */
    boolean holdsStore(int campaign, int store) {
        return !storeArms.isEmpty() && storeArms.contains(pair(campaign, store));
    }

    private static long pair(int campaign, int store) {
        return (long) campaign << 32 | store & 0xFFFFFFFFL;
    }
}
