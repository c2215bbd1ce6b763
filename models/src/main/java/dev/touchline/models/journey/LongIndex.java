package dev.touchline.models.journey;

import java.util.Arrays;

/** Numbers keys 0, 1, 2 … in the order in which they are first asked for. Open addressing on plain arrays. */
final class LongIndex {
    private final int limit;
    private final String what;
    private long[] keys = new long[64];
    private int[] slots = new int[256];
    private int size;

    /** An empty index of at most {@code limit} keys, which are called {@code what} in messages. */
    LongIndex(int limit, String what) {
        this.limit = limit;
        this.what = what;
    }

    /** The number of {@code key}, which gets the next one if it has none. */
    int of(long key) {
        int mask = slots.length - 1;
        int slot = spread(key) & mask;
        for (int number = slots[slot]; number != 0; number = slots[slot]) {
            if (keys[number - 1] == key) {
                return number - 1;
            }
            slot = slot + 1 & mask;
        }
        return add(key, slot);
    }

    private int add(long key, int slot) {
        if (size == limit) {
            throw new LimitExceeded(String.format("%,d %s (expected: at most %,d)", size + 1L, what, limit));
        }
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
        }
        keys[size++] = key;
        slots[slot] = size;
        if (3 * size > slots.length) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        slots = new int[4 * slots.length];
        int mask = slots.length - 1;
        for (int number = 1; number <= size; number++) {
            int slot = spread(keys[number - 1]) & mask;
            while (slots[slot] != 0) {
                slot = slot + 1 & mask;
            }
            slots[slot] = number;
        }
    }

    private static int spread(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }

    long key(int number) {
        return keys[number];
    }

    int size() {
        return size;
    }
}
