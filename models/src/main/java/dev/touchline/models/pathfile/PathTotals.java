package dev.touchline.models.pathfile;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a file of paths holds in all.
 *
 * @param rows rows after the header
 * @param touchpoints names by number
 * @param conversions exact sum
 * @param value exact sum
 */
public record PathTotals(long rows, List<String> touchpoints, BigDecimal conversions, BigDecimal value) {}
