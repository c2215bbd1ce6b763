package dev.touchline.attribution.whatif;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.touchline.attribution.facts.FactMessages;
import dev.touchline.attribution.fold.DocumentKey;
import dev.touchline.attribution.fold.Redemptions;
import dev.touchline.attribution.fold.Sale;
import dev.touchline.attribution.fold.Touch;
import dev.touchline.attribution.fold.columns.Columns;
import dev.touchline.kit.text.NaturalOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.IntUnaryOperator;

/** Brings together what each person did and bought: sorts rows of both tables by person, and touches by campaign. */
final class Join {

    private final SaleRows sales;
    private final EntryRows entries;
    private final TouchRows touches;
    private final Map<Long, Long> canonicalOf;
    private final HeldOut heldOut;
    private final Threads threads;
    private final int[] rankOfCampaign;
    private final int persons;
    private final int[] entryStart;
    private final int[] touchStart;
    private final int[] stageStart;
    private int[] entryRows;
    private int[] touchRows;

    Join(
            SaleRows sales,
            TouchRows touches,
            Map<Long, Long> canonicalOf,
            HeldOut heldOut,
            List<String> campaigns,
            Threads threads) {
        this.sales = sales;
        this.entries = sales.entries;
        this.touches = touches;
        this.canonicalOf = canonicalOf;
        this.heldOut = heldOut;
        this.threads = threads;
        this.rankOfCampaign = ranks(campaigns);
        this.persons = entries.persons.size();
        this.entryStart = new int[persons + 1];
        this.touchStart = new int[persons + 1];
        this.stageStart = new int[persons + 1];
    }

    private static int[] ranks(List<String> campaigns) {
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < campaigns.size(); i++) {
            ids.add(i);
        }
        ids.sort(Comparator.comparing(campaigns::get, NaturalOrder.INSTANCE));
        int[] ranks = new int[campaigns.size()];
        for (int i = 0; i < ids.size(); i++) {
            ranks[ids.get(i)] = i;
        }
        return ranks;
    }

    /** The columns; persons that do not fit into columns are added to {@code odd}. */
    Columns columns(Set<Long> odd) {
        int[] personOfTouch = new int[touches.size];
        threads.ranges(touches.size, 1 << 16, (from, to) -> {
            for (int t = from; t < to; t++) {
                long unit = touches.unit(touches.start[t]);
                personOfTouch[t] =
                        entries.persons.find(canonicalOf.isEmpty() ? unit : canonicalOf.getOrDefault(unit, unit));
            }
        });
        threads.all(List.<Callable<Void>>of(
                () -> {
                    entryRows = byPerson(entries.person(), entries.size(), entryStart, row -> row);
                    return null;
                },
                () -> {
                    for (int t = 0; t < touches.size; t++) {
                        if (personOfTouch[t] >= 0) {
                            stageStart[personOfTouch[t] + 1] += touches.stageCount(touches.start[t]);
                        }
                    }
                    for (int p = 0; p < persons; p++) {
                        stageStart[p + 1] += stageStart[p];
                    }
                    touchRows = byPerson(personOfTouch, touches.size, touchStart, t -> touches.start[t]);
                    return null;
                }));
        Out out = new Out();
        threads.ranges(persons, 1 << 12, (from, to) -> out.fill(from, to, odd));
        return out.columns();
    }

    /** What each row is found by, by person, in the order of the table; rows of nobody are left out. */
    private int[] byPerson(int[] person, int rows, int[] start, IntUnaryOperator found) {
        for (int row = 0; row < rows; row++) {
            if (person[row] >= 0) {
                start[person[row] + 1]++;
            }
        }
        for (int p = 0; p < persons; p++) {
            start[p + 1] += start[p];
        }
        int[] next = start.clone();
        int[] byPerson = new int[start[persons]];
        for (int row = 0; row < rows; row++) {
            if (person[row] >= 0) {
                byPerson[next[person[row]]++] = found.applyAsInt(row);
            }
        }
        return byPerson;
    }

    /** The columns while they are filled. */
    private final class Out {
        private final int rows = entryStart[persons];
        private final int all = touchStart[persons];
        private final long[] paidAt = new long[rows];
        private final int[] sale = new int[rows];
        private final int[] brand = new int[rows];
        private final short[] currency = new short[rows];
        private final int[] day = new int[rows];
        private final boolean[] ordered = new boolean[rows];
        private final long[] net = new long[rows];
        private final long[] unmatched = new long[rows];
        private final int[] campaign = new int[all];
        private final byte[] channel = new byte[all];
        private final boolean[] held = new boolean[all];
        private final int[] redeemedOn = new int[all];
        private final byte[] stages = new byte[all];
        private final int[] firstStage = new int[all + 1];
        private final long[] stageAt = new long[stageStart[persons]];

        void fill(int from, int to, Set<Long> odd) {
            for (int p = from; p < to; p++) {
                fillEntries(p);
                sort(p);
                fillTouches(p, odd);
            }
        }

        private void fillEntries(int p) {
            for (int i = entryStart[p]; i < entryStart[p + 1]; i++) {
                int row = entryRows[i];
                paidAt[i] = entries.paidAt(row);
                sale[i] = entries.sale(row);
                brand[i] = entries.brand(row);
                currency[i] = entries.currency(row);
                day[i] = entries.day(row);
                ordered[i] = entries.ordered(row);
                net[i] = entries.net(row);
                unmatched[i] = entries.unmatched(row);
            }
        }

        /** Sorts a person's touches by campaign; they are few. */
        private void sort(int p) {
            for (int i = touchStart[p] + 1; i < touchStart[p + 1]; i++) {
                int row = touchRows[i];
                int rank = rankOfCampaign[touches.campaign(row)];
                int j = i;
                for (; j > touchStart[p] && rankOfCampaign[touches.campaign(touchRows[j - 1])] > rank; j--) {
                    touchRows[j] = touchRows[j - 1];
                }
                touchRows[j] = row;
            }
        }

        private void fillTouches(int p, Set<Long> odd) {
            long canonical = entries.persons.key(p);
            int[] heldOutOf = heldOut.campaignsOf(canonical);
            int at = stageStart[p];
            boolean coupons = false;
            for (int i = touchStart[p]; i < touchStart[p + 1]; i++) {
                int row = touchRows[i];
                campaign[i] = touches.campaign(row);
                channel[i] = touches.channel(row);
                held[i] = touches.storeHeldOut(row) || contains(heldOutOf, campaign[i]);
                redeemedOn[i] = -1;
                stages[i] = touches.stages(row);
                firstStage[i] = at;
                touches.stages(row, stageAt, at);
                at += touches.stageCount(row);
                coupons |= touches.coupon(row) >= 0;
            }
            if (coupons) {
                redeem(p, canonical, odd);
            }
        }

        /** Finds for each coupon the sale on which it was redeemed. */
        private void redeem(int p, long canonical, Set<Long> odd) {
            List<Sale> bought = new ArrayList<>();
            Set<DocumentKey> named = new HashSet<>();
            boolean twice = false;
            int last = -1;
            for (int i = entryStart[p]; i < entryStart[p + 1]; i++) {
                if (ordered[i] && sale[i] != last) {
                    last = sale[i];
                    Sale each = sales.forRedemptions(last);
                    bought.add(each);
                    for (DocumentKey name : each.names()) {
                        twice |= !named.add(name);
                    }
                }
            }
            if (twice) {
                synchronized (odd) {
                    odd.add(canonical);
                }
                return;
            }
            Redemptions redemptions = Redemptions.of(bought);
            for (int i = touchStart[p]; i < touchStart[p + 1]; i++) {
                if (touches.coupon(touchRows[i]) >= 0) {
                    Touch touch = couponTouch(touches.coupon(touchRows[i]));
                    for (Sale each : bought) {
                        if (redemptions.redeemedOn(touch, each)) {
                            redeemedOn[i] = (int) each.id();
                        }
                    }
                }
            }
        }

        private static boolean contains(int[] numbers, int number) {
            for (int each : numbers) {
                if (each == number) {
                    return true;
                }
            }
            return false;
        }

        private Touch couponTouch(int place) {
            Wire kept = touches.pool.read(place);
            try {
                return FactMessages.touch(dev.touchline.touch.v1.Touch.parseFrom(
                        ByteString.copyFrom(kept.bytes, kept.at, kept.end - kept.at)));
            } catch (InvalidProtocolBufferException broken) {
                throw new IllegalStateException("A stored touch cannot be read", broken);
            }
        }

        Columns columns() {
            firstStage[all] = stageAt.length;
            return new Columns(
                    entries.persons.keys(),
                    entryStart,
                    paidAt,
                    sale,
                    brand,
                    currency,
                    day,
                    ordered,
                    net,
                    unmatched,
                    touchStart,
                    campaign,
                    channel,
                    held,
                    redeemedOn,
                    stages,
                    firstStage,
                    stageAt);
        }
    }
}
