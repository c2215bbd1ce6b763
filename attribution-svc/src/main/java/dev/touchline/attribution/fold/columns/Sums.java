package dev.touchline.attribution.fold.columns;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Sums by campaign, and over all campaigns, each by currency and, if asked, by day and brand. Not safe from many threads: each
 * has its own, and they are added at the end.
 */
public final class Sums {

    /** What no campaign is: the sum over all. */
    static final int ALL = -1;

    private static final long WHOLE = 1_000_000_000_000L;

    /**
     * What a sum is of.
     *
     * @param campaign number of the campaign; −1: over all
     * @param day days since 1970; {@link Integer#MIN_VALUE}: not split
     * @param brand number of the brand; −1: not split
     * @param currency number of the currency
     */
    public record Key(int campaign, int day, int brand, int currency) {}

    /**
     * A sum. Money in minor units.
     *
     * @param orders over all: orders; of a campaign: entries with an eligible touch of it
     * @param net over all: net; of a campaign: net of those entries
     * @param credited credited net
     * @param creditedOrders whole credited orders, of a campaign
     * @param creditedParts and parts of 10¹² of one, 0 to 10¹² − 1
     * @param empowered over all: orders with any eligible touch
     * @param organic over all: net without any
     * @param unmatched over all: unmatched refunds
     */
    public record Sum(
            long orders,
            long net,
            long credited,
            long creditedOrders,
            long creditedParts,
            long empowered,
            long organic,
            long unmatched) {

        /** All zero. */
        public static final Sum NOTHING = new Sum(0, 0, 0, 0, 0, 0, 0, 0);

        Sum plus(Sum other) {
            long parts = creditedParts + other.creditedParts;
            return new Sum(
                    orders + other.orders,
                    net + other.net,
                    credited + other.credited,
                    creditedOrders + other.creditedOrders + parts / WHOLE,
                    parts % WHOLE,
                    empowered + other.empowered,
                    organic + other.organic,
                    unmatched + other.unmatched);
        }
    }

    private static final int FIELDS = 8;

    private final int limit;
    private int[] keys = new int[4 * 64];
    private long[] values = new long[FIELDS * 64];
    private int[] slots = new int[256];
    private int size;

    /** Sums of at most {@code limit} keys. */
    public Sums(int limit) {
        this.limit = limit;
        Arrays.fill(slots, -1);
    }

    /** Adds an entry to a sum over all. */
    void entry(int day, int brand, int currency, boolean newOrder, long net, long unmatched) {
        int at = at(ALL, day, brand, currency);
        values[at] += newOrder ? 1 : 0;
        values[at + 1] += net;
        values[at + 7] += unmatched;
    }

    /** Says of an entry whether any touch is eligible. */
    void outcome(int day, int brand, int currency, boolean empowered, boolean newOrder, long net) {
        int at = at(ALL, day, brand, currency);
        values[at + 5] += newOrder ? 1 : 0;
        values[at + (empowered ? 2 : 6)] += net;
    }

    /** Adds an entry that a campaign has touched. */
    void touched(int campaign, int day, int brand, int currency, long net) {
        int at = at(campaign, day, brand, currency);
        values[at]++;
        values[at + 1] += net;
    }

    /** Adds what a campaign is credited with. */
    void credit(int campaign, int day, int brand, int currency, long net, long share) {
        int at = at(campaign, day, brand, currency);
        values[at + 2] += net;
        values[at + 4] += share;
        if (values[at + 4] >= WHOLE) {
            values[at + 4] -= WHOLE;
            values[at + 3]++;
        }
    }

    /** The sums by what they are of. */
    public Map<Key, Sum> byKey() {
        Map<Key, Sum> sums = new HashMap<>();
        for (int i = 0; i < size; i++) {
            int v = i * FIELDS;
            sums.put(
                    new Key(keys[4 * i], keys[4 * i + 1], keys[4 * i + 2], keys[4 * i + 3]),
                    new Sum(
                            values[v],
                            values[v + 1],
                            values[v + 2],
                            values[v + 3],
                            values[v + 4],
                            values[v + 5],
                            values[v + 6],
                            values[v + 7]));
        }
        return sums;
    }

    /** Adds sums to others. */
    public static void add(Map<Key, Sum> to, Map<Key, Sum> more) {
        more.forEach((key, sum) -> to.merge(key, sum, Sum::plus));
    }

    /** Where the values of a key begin. */
    private int at(int campaign, int day, int brand, int currency) {
        int slot = hash(campaign, day, brand, currency) & (slots.length - 1);
        while (slots[slot] >= 0) {
            int k = 4 * slots[slot];
            if (keys[k] == campaign && keys[k + 1] == day && keys[k + 2] == brand && keys[k + 3] == currency) {
                return slots[slot] * FIELDS;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return insert(campaign, day, brand, currency);
    }

    private int insert(int campaign, int day, int brand, int currency) {
        if (size == limit) {
            throw new TooManySumsException(limit);
        }
        if (4 * size == keys.length) {
            keys = Arrays.copyOf(keys, keys.length * 2);
            values = Arrays.copyOf(values, values.length * 2);
        }
        int k = 4 * size;
        keys[k] = campaign;
        keys[k + 1] = day;
        keys[k + 2] = brand;
        keys[k + 3] = currency;
        size++;
        if (size * 2 > slots.length) {
            slots = new int[slots.length * 2];
            Arrays.fill(slots, -1);
            for (int i = 0; i < size; i++) {
                claim(i);
            }
        } else {
            claim(size - 1);
        }
        return (size - 1) * FIELDS;
    }

    private void claim(int i) {
        int slot = hash(keys[4 * i], keys[4 * i + 1], keys[4 * i + 2], keys[4 * i + 3]) & (slots.length - 1);
        while (slots[slot] >= 0) {
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = i;
    }

    private static int hash(int campaign, int day, int brand, int currency) {
        int h = ((campaign * 31 + day) * 31 + brand) * 31 + currency;
        h *= 0x9E3779B9;
        return h ^ (h >>> 15);
    }
}
