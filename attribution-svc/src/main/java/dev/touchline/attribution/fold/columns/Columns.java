package dev.touchline.attribution.fold.columns;

/**
 * The facts of many persons that decide sums, in columns: each person's brand entries and touches lie together. Touches are
 * in the order of their campaigns, so that sorting them stably by the instant at which they qualify gives the total order
 * under any policy, but for touches of one campaign at one instant, whose order no sum depends on. Only persons with an
 * entry are here. Immutable.
 *
 * @param persons canonical unit of each person
 * @param entryStart first entry of each person, and the end of the last
 * @param paidAt payment (without an order: first refund) in {@link Nanos}
 * @param sale a number of the sale, unique in the person; the entries of a sale lie together
 * @param brand number of the brand
 * @param currency number of the currency
 * @param day business day, days since 1970
 * @param ordered whether the order itself has arrived
 * @param net minor units
 * @param unmatched minor units
 * @param touchStart first touch of each person, and the end of the last
 * @param campaign number of the campaign
 * @param channel ordinal of the channel
 * @param heldOut whether the campaign holds the person or the store out
 * @param redeemedOn number of the sale on which the touch's coupon was redeemed; −1: none
 * @param stages one bit for each stage that happened, by ordinal
 * @param stageStart where the instants of those stages begin in {@code stageAt}, by ordinal
 * @param stageAt instants in {@link Nanos}
 */
public record Columns(
        long[] persons,
        int[] entryStart,
        long[] paidAt,
        int[] sale,
        int[] brand,
        short[] currency,
        int[] day,
        boolean[] ordered,
        long[] net,
        long[] unmatched,
        int[] touchStart,
        int[] campaign,
        byte[] channel,
        boolean[] heldOut,
        int[] redeemedOn,
        byte[] stages,
        int[] stageStart,
        long[] stageAt) {

    /** Columns of so many, to be filled. */
    public static Columns ofSize(int persons, int entries, int touches, int stages) {
        return new Columns(
                new long[persons],
                new int[persons + 1],
                new long[entries],
                new int[entries],
                new int[entries],
                new short[entries],
                new int[entries],
                new boolean[entries],
                new long[entries],
                new long[entries],
                new int[persons + 1],
                new int[touches],
                new byte[touches],
                new boolean[touches],
                new int[touches],
                new byte[touches],
                new int[touches + 1],
                new long[stages]);
    }

    /** How many persons. */
    public int size() {
        return persons.length;
    }
}
