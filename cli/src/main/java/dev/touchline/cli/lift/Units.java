package dev.touchline.cli.lift;

import java.util.ArrayList;
import java.util.List;

/**
 * Who is in which arm, to find persons who are in two. A unit is remembered by 64 bits of its name, 9 bytes in a table at most
 * half full: 8 million need 150 MB. Two of them share their bits with a probability of 2 in a million.
 */
final class Units {
    /** More units than this are an error. */
    static final int MAX_UNITS = 8_000_000;

    private static final byte SEVERAL = -1;

    private final List<String> arms = new ArrayList<>();
    private long[] keys = new long[1 << 12];
    private byte[] owners = new byte[1 << 12];
    private int size;
    private long merged;
    private long repeated;

    /** Remembers a row of {@code unit}. */
    void add(String unit, String arm) {
        if (size * 2 >= keys.length) {
            grow();
        }
        byte owner = (byte) (arm(arm) + 1);
        int place = place(hash(unit));
        if (owners[place] == 0) {
            if (size == MAX_UNITS) {
                throw new IllegalArgumentException("more than " + MAX_UNITS + " units (expected: at most that)");
            }
            keys[place] = hash(unit);
            owners[place] = owner;
            size++;
        } else if (owners[place] == owner) {
            repeated++;
        } else if (owners[place] != SEVERAL) {
            owners[place] = SEVERAL;
            merged++;
        }
    }

    /** Whether rows of {@code unit} are in several arms. */
    boolean inSeveralArms(String unit) {
        return owners[place(hash(unit))] == SEVERAL;
    }

    /** Persons with rows in several arms. */
    long merged() {
        return merged;
    }

    /** Rows of a unit that was in the same arm before. */
    long repeated() {
        return repeated;
    }

    private int arm(String arm) {
        int index = arms.indexOf(arm);
        if (index >= 0) {
            return index;
        }
        arms.add(arm);
        return arms.size() - 1;
    }

    private int place(long key) {
        int mask = keys.length - 1;
        int place = (int) (key >>> 20) & mask;
        while (owners[place] != 0 && keys[place] != key) {
            place = place + 1 & mask;
        }
        return place;
    }

    private void grow() {
        long[] oldKeys = keys;
        byte[] oldOwners = owners;
        keys = new long[oldKeys.length * 2];
        owners = new byte[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldOwners[i] != 0) {
                int place = place(oldKeys[i]);
                keys[place] = oldKeys[i];
                owners[place] = oldOwners[i];
            }
        }
    }

    /** FNV-1a over UTF-16, mixed as SplittableRandom does. */
    private static long hash(String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        hash = (hash ^ hash >>> 30) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ hash >>> 27) * 0x94D049BB133111EBL;
        return hash ^ hash >>> 31;
    }
}
