package dev.touchline.attribution.fold.columns;

import dev.touchline.attribution.fold.Campaign;
import java.util.List;
import java.util.Map;

/** Campaigns by their number, as columns. */
final class Campaigns {

    private static final int GROUP = -1;

    final boolean[] known;
    final long[] start;
    final long[] end;
    private final int[] brand;

    Campaigns(Map<String, Campaign> campaigns, Dictionaries names) {
        List<String> keys = names.campaigns().all();
        known = new boolean[keys.size()];
        start = new long[keys.size()];
        end = new long[keys.size()];
        brand = new int[keys.size()];
        for (int i = 0; i < keys.size(); i++) {
            Campaign campaign = campaigns.get(keys.get(i));
            if (campaign != null) {
                known[i] = true;
                start[i] = Nanos.of(campaign.start());
                end[i] = Nanos.of(campaign.end());
                if (campaign.cancelledAt() != null) {
                    end[i] = Math.min(end[i], Nanos.of(campaign.cancelledAt()));
                }
                brand[i] = campaign.brand().isEmpty() ? GROUP : names.brands().idOf(campaign.brand());
            }
        }
    }

    int size() {
        return known.length;
    }

    boolean serves(int campaign, int soldBrand) {
        return brand[campaign] == GROUP || brand[campaign] == soldBrand;
    }
}
