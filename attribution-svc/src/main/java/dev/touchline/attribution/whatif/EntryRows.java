package dev.touchline.attribution.whatif;

import java.util.Arrays;

/**
 * Brand entries of sales as they are read, in the order of the table. What is known of one lies together, because it is read
 * again in the order of the persons.
 */
final class EntryRows {

    private static final int LONGS = 5;
    private static final int STEP = 1024;

    /** The canonical units, numbered as they come. */
    final LongIntMap persons = new LongIntMap();

    private final Budget budget;
    private int[] person;
    private long[] data;
    private int size;

    EntryRows(Budget budget, int room) {
        this.budget = budget;
        this.person = new int[room];
        this.data = new long[room * LONGS];
    }

    void add(
            long canonical,
            long paidAt,
            int sale,
            int brand,
            int currency,
            int day,
            boolean ordered,
            long net,
            long unmatched) {
        if (size % STEP == 0) {
            budget.take((long) STEP * Budget.ENTRY);
        }
        if (size == person.length) {
            person = Arrays.copyOf(person, size + size / 2);
            data = Arrays.copyOf(data, person.length * LONGS);
        }
        person[size] = persons.add(canonical);
        int to = LONGS * size++;
        data[to] = paidAt;
        data[to + 1] = net;
        data[to + 2] = unmatched;
        data[to + 3] = (long) sale << 32 | brand;
        data[to + 4] = (long) day << 32 | currency << 1 | (ordered ? 1 : 0);
    }

    int size() {
        return size;
    }

    /** The number of each entry's person. */
    int[] person() {
        return person;
    }

    long paidAt(int row) {
        return data[LONGS * row];
    }

    long net(int row) {
        return data[LONGS * row + 1];
    }

    long unmatched(int row) {
        return data[LONGS * row + 2];
    }

    int sale(int row) {
        return (int) (data[LONGS * row + 3] >>> 32);
    }

    int brand(int row) {
        return (int) data[LONGS * row + 3];
    }

    int day(int row) {
        return (int) (data[LONGS * row + 4] >> 32);
    }

    short currency(int row) {
        return (short) (data[LONGS * row + 4] >>> 1);
    }

    boolean ordered(int row) {
        return (data[LONGS * row + 4] & 1) != 0;
    }
}
