package dev.touchline.touch.campaign;

import dev.touchline.kit.access.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Whose campaigns are, for what belongs to campaigns. */
@ApplicationScoped
public class CampaignBrands {

    private final Campaigns campaigns;

    CampaignBrands(Campaigns campaigns) {
        this.campaigns = campaigns;
    }

    /**
     * Brands by campaign key; empty: the group's; unknown campaigns are missing. Only a caller that is limited by brand needs
     * to know: for others nothing is looked up.
     */
    public Uni<Map<String, String>> of(SqlClient client, Caller caller, Collection<String> keys) {
        if (caller.brands().isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return campaigns.find(client, keys).map(found -> {
            Map<String, String> brands = new HashMap<>();
            found.forEach((key, stored) -> brands.put(key, stored.campaign().getBrand()));
            return brands;
        });
    }
}
