package dev.touchline.attribution.whatif;

import com.google.protobuf.Timestamp;
import dev.touchline.attribution.fold.Channel;
import dev.touchline.attribution.fold.Stage;
import dev.touchline.attribution.fold.columns.Dictionaries;
import dev.touchline.attribution.fold.columns.Names;
import dev.touchline.attribution.fold.columns.Nanos;
import dev.touchline.touch.v1.StageFact;
import dev.touchline.touch.v1.Touch;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Touches as they are read, in the order of the table; those without campaign earn nothing and are left out. All of a touch lies
 * together, because it is read again in the order of the persons: unit, head, an instant for each stage that happened by
 * ordinal, and the place of its message if its coupon may be redeemed. Keys are not kept: which of two touches of one campaign
 * and one instant comes first changes nothing that the campaign gets.
 */
final class TouchRows implements BinaryCopy.Row {

    private static final int STAGES = Stage.values().length;
    private static final int CHANNELS = Channel.values().length;
    private static final int COUPON = Channel.COUPON.ordinal();
    private static final int STEP = 1024;
    private static final int MOST_LONGS = 3 + STAGES;

    // The head: campaign, flags, channel and stages, from the left.
    private static final long HELD_OUT = 1 << 16;
    private static final long REDEEMABLE = 1 << 17;
    private static final int STAGE_BITS = 0xFF;

    /** Where each touch begins, and where the last one ends. */
    int[] start;

    int size;
    final BytePool pool;
    final Set<Long> odd = new HashSet<>();

    private long[] data;
    private final HeldOut heldOut;
    private final ByteNames campaigns;
    private final ByteNames stores;
    private final Budget budget;
    private final long[] at = new long[STAGES];

    TouchRows(Dictionaries names, Names stores, HeldOut heldOut, Budget budget, int expected) {
        this.heldOut = heldOut;
        this.campaigns = new ByteNames(names.campaigns());
        this.stores = new ByteNames(stores);
        this.budget = budget;
        this.pool = new BytePool(budget);
        int room = Math.max(1024, expected + expected / 16);
        start = new int[room + 1];
        data = new long[room * 4];
    }

    @Override
    public void take(long ofUnit, byte[] bytes, int from, int to) {
        Wire wire = new Wire(bytes, from, to);
        int campaignId = -1;
        int storeId = -1;
        int channelNumber = 0;
        int mask = 0;
        boolean references = false;
        for (int field = wire.next(); field != 0; field = wire.next()) {
            switch (field) {
                case Touch.CAMPAIGN_FIELD_NUMBER, Touch.STORE_FIELD_NUMBER -> {
                    int length = (int) wire.varint();
                    int begin = wire.at;
                    wire.at += length;
                    if (field == Touch.CAMPAIGN_FIELD_NUMBER && length > 0) {
                        campaignId = campaigns.idOf(bytes, begin, wire.at);
                    } else if (field == Touch.STORE_FIELD_NUMBER) {
                        storeId = stores.idOf(bytes, begin, wire.at);
                    }
                }
                case Touch.CHANNEL_FIELD_NUMBER -> channelNumber = (int) wire.varint();
                case Touch.STAGES_FIELD_NUMBER -> mask = stage(wire, mask, ofUnit);
                case Touch.COUPON_FIELD_NUMBER, Touch.REDEEMED_ON_FIELD_NUMBER -> {
                    references = true;
                    wire.skip();
                }
                default -> wire.skip();
            }
        }
        if (channelNumber < 1 || channelNumber > CHANNELS) {
            odd.add(ofUnit);
        } else if (campaignId >= 0) {
            boolean coupon = references && channelNumber - 1 == COUPON;
            long head = (long) campaignId << 32 | channelNumber - 1 << 8 | mask;
            head |= heldOut.holdsStore(campaignId, storeId) ? HELD_OUT : 0;
            add(ofUnit, coupon ? head | REDEEMABLE : head);
            if (coupon) {
                data[start[size]++] = pool.add(bytes, from, to);
            }
        }
    }

    /** Reads a stage and its instant; of two of one stage the later in the message stands, as everywhere. */
    private int stage(Wire wire, int mask, long ofUnit) {
        int outer = wire.enter();
        int stage = 0;
        long seconds = 0;
        int nanos = 0;
        for (int field = wire.next(); field != 0; field = wire.next()) {
            if (field == StageFact.STAGE_FIELD_NUMBER) {
                stage = (int) wire.varint();
            } else if (field == StageFact.OCCURRED_AT_FIELD_NUMBER) {
                int message = wire.enter();
                for (int part = wire.next(); part != 0; part = wire.next()) {
                    long value = wire.varint();
                    seconds = part == Timestamp.SECONDS_FIELD_NUMBER ? value : seconds;
                    nanos = part == Timestamp.NANOS_FIELD_NUMBER ? (int) value : nanos;
                }
                wire.leave(message);
            } else {
                wire.skip();
            }
        }
        wire.leave(outer);
        if (stage < 1 || stage > STAGES || !Nanos.fits(seconds)) {
            odd.add(ofUnit);
            return mask;
        }
        at[stage - 1] = Nanos.of(seconds, nanos);
        return mask | 1 << stage - 1;
    }

    private void add(long unit, long head) {
        if (size % STEP == 0) {
            budget.take((long) STEP * Budget.TOUCH);
        }
        if (size + 1 == start.length) {
            start = Arrays.copyOf(start, size + size / 2);
        }
        int to = start[size++];
        if (to + MOST_LONGS > data.length) {
            data = Arrays.copyOf(data, data.length + data.length / 2);
        }
        data[to++] = unit;
        data[to++] = head;
        for (int stage = 0; stage < STAGES; stage++) {
            if ((head & 1 << stage) != 0) {
                data[to++] = at[stage];
            }
        }
        start[size] = to;
    }

    long unit(int begin) {
        return data[begin];
    }

    int campaign(int begin) {
        return (int) (data[begin + 1] >>> 32);
    }

    byte channel(int begin) {
        return (byte) (data[begin + 1] >>> 8);
    }

    byte stages(int begin) {
        return (byte) data[begin + 1];
    }

    int stageCount(int begin) {
        return Long.bitCount(data[begin + 1] & STAGE_BITS);
    }

    /** Copies the instants of the stages. */
    void stages(int begin, long[] to, int from) {
        System.arraycopy(data, begin + 2, to, from, stageCount(begin));
    }

    boolean storeHeldOut(int begin) {
        return (data[begin + 1] & HELD_OUT) != 0;
    }

    /** Where the message of a touch is kept whose coupon may be redeemed; −1: of others. */
    int coupon(int begin) {
        return (data[begin + 1] & REDEEMABLE) == 0 ? -1 : (int) data[begin + 2 + stageCount(begin)];
    }
}
