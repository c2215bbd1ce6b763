package dev.touchline.attribution.fold;

import java.time.ZoneId;

/**
 * What a store says about its business day.
 *
 * @param zone null: the brand's
 * @param cutOffHour null: the brand's
 */
public record StoreHours(String brand, ZoneId zone, Integer cutOffHour) {
    /** The store's own values, completed by its brand's. */
    TradingDay completedBy(TradingDay ofBrand) {
        return new TradingDay(
                zone == null ? ofBrand.zone() : zone, cutOffHour == null ? ofBrand.cutOffHour() : cutOffHour);
    }
}
