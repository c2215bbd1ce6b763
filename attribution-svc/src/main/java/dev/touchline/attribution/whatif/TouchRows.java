package dev.touchline.attribution.whatif;

import dev.touchline.attribution.fold.Channel;
import dev.touchline.attribution.fold.Stage;
import dev.touchline.attribution.fold.TouchKey;
import dev.touchline.attribution.fold.columns.Dictionaries;
import dev.touchline.attribution.fold.columns.Names;
import dev.touchline.attribution.fold.columns.Nanos;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Touches as they are read, in columns, in the order of the table; those without campaign earn nothing and are left out. What
 * only few need (keys, coupons) stays in the bytes in which it came.
 */
final class TouchRows implements BinaryCopy.Row {

    private static final int STAGES = Stage.values().length;
    private static final int CHANNELS = Channel.values().length;
    private static final int COUPON = Channel.COUPON.ordinal();
    private static final int STEP = 1024;

    long[] unit;
    int[] campaign;
    int[] store;
    byte[] channel;
    byte[] stages;
    int[] stageStart;
    long[] stageAt;
    int[] key;
    int[] coupon;
    int size;
    final BytePool pool = new BytePool();
    final Set<Long> odd = new HashSet<>();

    private final ByteNames campaigns;
    private final ByteNames stores;
    private final Budget budget;
    private final long[] at = new long[STAGES];

    TouchRows(Dictionaries names, Names stores, Budget budget, int expected) {
        this.campaigns = new ByteNames(names.campaigns());
        this.stores = new ByteNames(stores);
        this.budget = budget;
        int room = Math.max(1024, expected + expected / 16);
        unit = new long[room];
        campaign = new int[room];
        store = new int[room];
        channel = new byte[room];
        stages = new byte[room];
        stageStart = new int[room + 1];
        stageAt = new long[room * 2];
        key = new int[room];
        coupon = new int[room];
    }

    @Override
    public void take(long ofUnit, byte[] bytes, int from, int to) {
        Wire wire = new Wire(bytes, from, to);
        int campaignId = -1;
        int storeId = -1;
        int channelNumber = 0;
        int mask = 0;
        int keyFrom = 0;
        int keyTo = 0;
        boolean references = false;
        for (int field = wire.next(); field != 0; field = wire.next()) {
            switch (field) {
                case 2, 3, 7 -> {
                    int length = (int) wire.varint();
                    int begin = wire.at;
                    wire.at += length;
                    if (field == 2) {
                        keyFrom = begin;
                        keyTo = wire.at;
                    } else if (field == 3 && length > 0) {
                        campaignId = campaigns.idOf(bytes, begin, wire.at);
                    } else if (field == 7) {
                        storeId = stores.idOf(bytes, begin, wire.at);
                    }
                }
                case 4 -> channelNumber = (int) wire.varint();
                case 8 -> mask = stage(wire, mask, ofUnit);
                case 9, 10 -> {
                    references = true;
                    wire.skip();
                }
                default -> wire.skip();
            }
        }
        if (channelNumber < 1 || channelNumber > CHANNELS) {
            odd.add(ofUnit);
        } else if (campaignId >= 0) {
            add(ofUnit, campaignId, storeId, (byte) (channelNumber - 1), (byte) mask);
            key[size] = pool.add(bytes, keyFrom, keyTo);
            coupon[size] = references && channelNumber - 1 == COUPON ? pool.add(bytes, from, to) : -1;
            size++;
        }
    }

    /** Reads a stage and its instant; of two of one stage the later in the message stands, as everywhere. */
    private int stage(Wire wire, int mask, long ofUnit) {
        int outer = wire.enter();
        int stage = 0;
        long seconds = 0;
        int nanos = 0;
        for (int field = wire.next(); field != 0; field = wire.next()) {
            if (field == 1) {
                stage = (int) wire.varint();
            } else if (field == 2) {
                int message = wire.enter();
                for (int part = wire.next(); part != 0; part = wire.next()) {
                    long value = wire.varint();
                    seconds = part == 1 ? value : seconds;
                    nanos = part == 2 ? (int) value : nanos;
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

    private void add(long ofUnit, int campaignId, int storeId, byte channelOrdinal, byte mask) {
        if (size % STEP == 0) {
            budget.take((long) STEP * Budget.TOUCH);
        }
        if (size == unit.length) {
            grow();
        }
        unit[size] = ofUnit;
        campaign[size] = campaignId;
        store[size] = storeId;
        channel[size] = channelOrdinal;
        stages[size] = mask;
        int s = stageStart[size];
        if (s + STAGES > stageAt.length) {
            stageAt = Arrays.copyOf(stageAt, stageAt.length + stageAt.length / 2 + STAGES);
        }
        for (int stage = 0; stage < STAGES; stage++) {
            if ((mask & 1 << stage) != 0) {
                stageAt[s++] = at[stage];
            }
        }
        stageStart[size + 1] = s;
    }

    private void grow() {
        int room = size + size / 2;
        unit = Arrays.copyOf(unit, room);
        campaign = Arrays.copyOf(campaign, room);
        store = Arrays.copyOf(store, room);
        channel = Arrays.copyOf(channel, room);
        stages = Arrays.copyOf(stages, room);
        stageStart = Arrays.copyOf(stageStart, room + 1);
        key = Arrays.copyOf(key, room);
        coupon = Arrays.copyOf(coupon, room);
    }

    /** The external key of a row. */
    TouchKey keyOf(int row) {
        Wire wire = pool.read(key[row]);
        String source = "";
        String number = "";
        for (int field = wire.next(); field != 0; field = wire.next()) {
            int length = (int) wire.varint();
            String text = new String(wire.bytes, wire.at, length, StandardCharsets.UTF_8);
            wire.at += length;
            source = field == 1 ? text : source;
            number = field == 2 ? text : number;
        }
        return new TouchKey(source, number);
    }
}
