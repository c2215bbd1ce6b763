package dev.touchline.attribution.fold;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/**
 * What many people share and a fold needs to know: campaigns, how brands and stores count their days, and where guides
 * worked. It may hold more than the facts at hand name, and it may lack what has not arrived yet.
 */
public record Reference(
        Map<String, Campaign> campaigns,
        Map<String, TradingDay> brands,
        Map<String, StoreHours> stores,
        Map<String, GuidePlaces> guides) {
    /** A reference that knows no guide. */
    public Reference(Map<String, Campaign> campaigns, Map<String, TradingDay> brands, Map<String, StoreHours> stores) {
        this(campaigns, brands, stores, Map.of());
    }

    /** The business day at a store, else the brand's, else the policy's. */
    LocalDate businessDay(String store, String brand, Instant instant, Policy policy) {
        return tradingDay(store, brand, policy).of(instant);
    }

    /** When business days begin at a store, else of the brand, else of the policy. */
    public TradingDay tradingDay(String store, String brand, Policy policy) {
        StoreHours hours = stores.get(store);
        TradingDay ofBrand = brands.getOrDefault(hours == null ? brand : hours.brand(), policy.tradingDay());
        return hours == null ? ofBrand : hours.completedBy(ofBrand);
    }

    /** Whether that is a store in which people can stand; one that is not known yet is taken for it. */
    boolean physical(String store) {
        StoreHours known = stores.get(store);
        return !store.isEmpty() && (known == null || !known.online());
    }

    /** Where a guide worked at that instant; empty: nowhere, or nobody knows yet. */
    String storeOfGuide(String guide, Instant instant) {
        GuidePlaces known = guides.get(guide);
        return known == null ? "" : known.storeAt(instant);
    }
}
