package dev.touchline.attribution.fold;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/**
 * What many people share and a fold needs to know: campaigns, and how brands and stores count their days. It may hold
 * more than the facts at hand name, and it may lack what has not arrived yet.
 */
public record Reference(
        Map<String, Campaign> campaigns, Map<String, TradingDay> brands, Map<String, StoreHours> stores) {
    /** The business day at a store, else the brand's, else the policy's. */
    LocalDate businessDay(String store, String brand, Instant instant, Policy policy) {
        StoreHours hours = stores.get(store);
        TradingDay ofBrand = brands.getOrDefault(hours == null ? brand : hours.brand(), policy.tradingDay());
        return (hours == null ? ofBrand : hours.completedBy(ofBrand)).of(instant);
    }
}
