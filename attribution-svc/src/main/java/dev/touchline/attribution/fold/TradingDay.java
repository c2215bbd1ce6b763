package dev.touchline.attribution.fold;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * When a business day begins: at a whole hour of the local clock. What happens before the cut-off belongs to the day
 * before. The local clock decides, so that days of 23 and 25 hours begin at the same hour as all others.
 *
 * @param cutOffHour 0 to 23
 */
public record TradingDay(ZoneId zone, int cutOffHour) {
    /** The business day of an instant. */
    public LocalDate of(Instant instant) {
        LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
        return local.getHour() < cutOffHour ? local.toLocalDate().minusDays(1) : local.toLocalDate();
    }
}
