package dev.touchline.attribution.fold;

import java.time.ZoneId;

/**
 * What a store says about its business day, and whether it is a place.
 *
 * @param zone null: the brand's
 * @param cutOffHour null: the brand's
 * @param online whether it is an online shop or a cloud store, in which nobody can stand
 */
public record StoreHours(String brand, ZoneId zone, Integer cutOffHour, boolean online) {
    /** A store where people shop. */
    public StoreHours(String brand, ZoneId zone, Integer cutOffHour) {
        this(brand, zone, cutOffHour, false);
    }

    /** The store's own values, completed by its brand's. */
    TradingDay completedBy(TradingDay ofBrand) {
        return new TradingDay(
                zone == null ? ofBrand.zone() : zone, cutOffHour == null ? ofBrand.cutOffHour() : cutOffHour);
    }
}
