package dev.touchline.attribution.whatif;

import java.util.Arrays;

/** Small numbers from 0 by a long that is not 0, in the order in which they came. May be read by many threads at once. */
final class LongIntMap {

    private long[] keys = new long[1 << 12];
    private int[] values = new int[1 << 12];
    private long[] inOrder = new long[1 << 10];
    private int size;

    int size() {
        return size;
    }

    /** The keys, by their number. */
    long[] keys() {
        return Arrays.copyOf(inOrder, size);
    }

    /** The key of a number. */
    long key(int number) {
        return inOrder[number];
    }

    /** The number of a key; −1: none. */
    int find(long key) {
        int mask = keys.length - 1;
        for (int slot = hash(key) & mask; keys[slot] != 0; slot = (slot + 1) & mask) {
            if (keys[slot] == key) {
                return values[slot];
            }
        }
        return -1;
    }

    /** The number of a key; a new one if it has none. */
    int add(long key) {
        int known = find(key);
        if (known >= 0) {
            return known;
        }
        if (size * 2 >= keys.length) {
            grow();
        }
        if (size == inOrder.length) {
            inOrder = Arrays.copyOf(inOrder, size * 2);
        }
        inOrder[size] = key;
        put(key, size);
        return size++;
    }

    private void put(long key, int value) {
        int mask = keys.length - 1;
        int slot = hash(key) & mask;
        while (keys[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        keys[slot] = key;
        values[slot] = value;
    }

    private void grow() {
        keys = new long[keys.length * 2];
        values = new int[values.length * 2];
        for (int i = 0; i < size; i++) {
            put(inOrder[i], i);
        }
    }

    private static int hash(long key) {
        long h = key * 0x9E3779B97F4A7C15L;
        return (int) (h ^ (h >>> 32));
    }
}
