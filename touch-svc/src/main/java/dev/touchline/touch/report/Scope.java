package dev.touchline.touch.report;

import dev.touchline.kit.access.Caller;
import dev.touchline.touch.journey.Content;
import java.util.Map;

/**
 * Which touches a caller may report.
 *
 * @param brands brands by campaign key; empty: the group's, which every brand takes part in; missing: nobody's yet
 */
record Scope(Caller caller, Map<String, String> brands) {

    boolean covers(Content content) {
        String brand = brands.getOrDefault(content.campaign(), "");
        return caller.covers(content.store(), brand.isEmpty() ? null : brand);
    }
}
