package dev.touchline.models.pathfile;

import java.util.Arrays;

/**
 * Numbers the touchpoints of a file 0, 1, 2 … in the order in which they come. Looks names up where they stand in the
 * reader's buffer: a string for each touch of a million paths would cost more than everything else.
 */
final class Touchpoints {
    private static final int NONE = -1;

    private final int limit;
    private char[][] names = new char[16][];
    private int[] hashes = new int[16];
    private int[] slots = new int[64];
    private int size;

    Touchpoints(int limit) {
        this.limit = limit;
    }

    /** The number of the name in {@code text} from {@code begin} to {@code end}; -1 for one more than the limit. */
    int of(char[] text, int begin, int end) {
        int hash = 0;
        for (int i = begin; i < end; i++) {
            hash = 31 * hash + text[i];
        }
        hash ^= hash >>> 15;
        int mask = slots.length - 1;
        int slot = hash & mask;
        for (int number = slots[slot]; number != 0; number = slots[slot]) {
            if (hashes[number - 1] == hash && same(names[number - 1], text, begin, end)) {
                return number - 1;
            }
            slot = slot + 1 & mask;
        }
        return size == limit ? NONE : add(Arrays.copyOfRange(text, begin, end), hash, slot);
    }

    private static boolean same(char[] name, char[] text, int begin, int end) {
        if (name.length != end - begin) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (name[i] != text[begin + i]) {
                return false;
            }
        }
        return true;
    }

    private int add(char[] name, int hash, int slot) {
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
            hashes = Arrays.copyOf(hashes, 2 * size);
        }
        names[size] = name;
        hashes[size] = hash;
        slots[slot] = ++size;
        if (4 * size > slots.length) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        slots = new int[4 * slots.length];
        int mask = slots.length - 1;
        for (int number = 1; number <= size; number++) {
            int slot = hashes[number - 1] & mask;
            while (slots[slot] != 0) {
                slot = slot + 1 & mask;
            }
            slots[slot] = number;
        }
    }

    String[] names() {
        return Arrays.stream(names).limit(size).map(String::new).toArray(String[]::new);
    }
}
