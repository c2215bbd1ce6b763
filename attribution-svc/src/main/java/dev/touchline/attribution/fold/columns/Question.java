package dev.touchline.attribution.fold.columns;

/**
 * Which entries count and how sums are split.
 *
 * @param fromDay first business day, days since 1970
 * @param toDay last business day, inclusive
 * @param brand number of the only brand; −1: all
 * @param byDay whether sums are split by business day
 * @param byBrand whether sums are split by brand
 */
public record Question(int fromDay, int toDay, int brand, boolean byDay, boolean byBrand) {

    /** Everything in one sum. */
    public static final Question EVERYTHING = new Question(Integer.MIN_VALUE, Integer.MAX_VALUE, -1, false, false);

    boolean covers(int day, int ofBrand) {
        return day >= fromDay && day <= toDay && (brand < 0 || brand == ofBrand);
    }
}
