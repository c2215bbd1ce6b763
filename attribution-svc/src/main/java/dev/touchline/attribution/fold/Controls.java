package dev.touchline.attribution.fold;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Who is held out. A person any of whose identities is control in a campaign is control there, whatever the others are;
 * where stores were assigned, a touch on behalf of a control store is control.
 */
public record Controls(Set<String> campaigns, Set<StoreArm> stores) {
    /** A store that is held out of a campaign. */
    public record StoreArm(String campaign, String store) {}

    static Controls of(Collection<Assignment> assignments) {
        Set<String> campaigns = new HashSet<>();
        Set<StoreArm> stores = new HashSet<>();
        for (Assignment arm : assignments) {
            if (arm.control() && arm.member() != 0) {
                campaigns.add(arm.campaign());
            } else if (arm.control()) {
                stores.add(new StoreArm(arm.campaign(), arm.store()));
            }
        }
        return new Controls(campaigns, stores);
    }

    /** Whether a touch of the person earns nothing because of an arm. */
    public boolean holdOut(Touch touch) {
        return campaigns.contains(touch.campaign())
                || (!stores.isEmpty() && stores.contains(new StoreArm(touch.campaign(), touch.store())));
    }
}
