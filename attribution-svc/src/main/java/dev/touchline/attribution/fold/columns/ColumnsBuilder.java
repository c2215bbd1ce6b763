package dev.touchline.attribution.fold.columns;

import dev.touchline.attribution.fold.DocumentKey;
import dev.touchline.attribution.fold.Fold;
import dev.touchline.attribution.fold.LedgerEntry;
import dev.touchline.attribution.fold.Order;
import dev.touchline.attribution.fold.Person;
import dev.touchline.attribution.fold.Redemptions;
import dev.touchline.attribution.fold.Sale;
import dev.touchline.attribution.fold.Stage;
import dev.touchline.attribution.fold.Touch;
import dev.touchline.kit.text.NaturalOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts persons into columns, one after the other. The fold itself says what their sales are worth. */
public final class ColumnsBuilder {

    private static final Comparator<Touch> ORDER = Comparator.comparing(Touch::campaign, NaturalOrder.INSTANCE);

    private final Dictionaries names;
    private final Grow g = new Grow();

    /** A builder that numbers keys by {@code names}. */
    public ColumnsBuilder(Dictionaries names) {
        this.names = names;
    }

    /**
     * Adds a person, unless there is no sale of theirs that counts.
     *
     * @param untouched a fold of the same reference and policies, which tells what the sales are worth
     * @return false: they do not fit into columns and must be folded as they are; nothing was added
     */
    public boolean add(long canonical, Person person, Fold untouched) {
        if (!fits(person)) {
            return false;
        }
        List<LedgerEntry> entries =
                untouched.ledger(new Person(List.of(), person.sales(), person.controls())).entries().stream()
                        .filter(LedgerEntry::present)
                        .toList();
        if (entries.isEmpty()) {
            return true;
        }
        Map<Long, Integer> ordinals = new HashMap<>();
        for (LedgerEntry entry : entries) {
            int sale = ordinals.computeIfAbsent(entry.sale().id(), id -> ordinals.size());
            g.entry(
                    Nanos.of(entry.paidAt()),
                    sale,
                    names.brands().idOf(entry.brand()),
                    names.currency(entry.currency()),
                    (int) entry.businessDay().toEpochDay(),
                    entry.sale().order() != null,
                    entry.amounts().net(),
                    entry.amounts().unmatchedRefund());
        }
        Redemptions redemptions = Redemptions.of(person.sales());
        List<Touch> touches = new ArrayList<>(person.touches());
        touches.sort(ORDER);
        touches.removeIf(touch -> touch.campaign().isEmpty()); // earns nothing
        for (Touch touch : touches) {
            add(touch, person, redemptions, ordinals);
        }
        g.person(canonical);
        return true;
    }

    private void add(Touch touch, Person person, Redemptions redemptions, Map<Long, Integer> ordinals) {
        int redeemedOn = -1;
        for (Sale sale : person.sales()) {
            if (sale.order() != null && !sale.twin() && redemptions.redeemedOn(touch, sale)) {
                redeemedOn = ordinals.get(sale.id());
            }
        }
        int mask = 0;
        for (Stage stage : Stage.values()) {
            Instant at = touch.stages().get(stage);
            if (at != null) {
                mask |= 1 << stage.ordinal();
                g.stage(Nanos.of(at));
            }
        }
        g.touch(
                names.campaigns().idOf(touch.campaign()),
                (byte) touch.channel().ordinal(),
                person.controls().holdOut(touch),
                redeemedOn,
                (byte) mask);
    }

    /** Whether all instants have numbers, and no key names two sales that count. */
    private static boolean fits(Person person) {
        List<DocumentKey> keys = person.sales().stream()
                .filter(sale -> sale.order() != null && !sale.twin())
                .flatMap(sale -> sale.names().stream())
                .toList();
        return Set.copyOf(keys).size() == keys.size()
                && person.touches().stream()
                        .allMatch(touch -> touch.stages().values().stream().allMatch(Nanos::fits))
                && person.sales().stream().map(Sale::order).allMatch(ColumnsBuilder::fits)
                && person.sales().stream()
                        .flatMap(sale -> sale.refunds().stream())
                        .allMatch(refund -> Nanos.fits(refund.occurredAt()));
    }

    private static boolean fits(Order order) {
        return order == null || Nanos.fits(order.paidAt());
    }

    /** What was added. */
    public Columns build() {
        return g.build();
    }

    /** Arrays that grow. */
    private static final class Grow {
        private long[] persons = new long[16];
        private int[] entryStart = new int[17];
        private int[] touchStart = new int[17];
        private long[] paidAt = new long[64];
        private int[] sale = new int[64];
        private int[] brand = new int[64];
        private short[] currency = new short[64];
        private int[] day = new int[64];
        private boolean[] ordered = new boolean[64];
        private long[] net = new long[64];
        private long[] unmatched = new long[64];
        private int[] campaign = new int[64];
        private byte[] channel = new byte[64];
        private boolean[] heldOut = new boolean[64];
        private int[] redeemedOn = new int[64];
        private byte[] stages = new byte[64];
        private int[] stageStart = new int[65];
        private long[] stageAt = new long[128];
        private int p;
        private int e;
        private int t;
        private int s;

        void entry(
                long paid, int saleNumber, int brandId, int currencyId, int businessDay, boolean has, long n, long un) {
            if (e == paidAt.length) {
                int more = e * 2;
                paidAt = Arrays.copyOf(paidAt, more);
                sale = Arrays.copyOf(sale, more);
                brand = Arrays.copyOf(brand, more);
                currency = Arrays.copyOf(currency, more);
                day = Arrays.copyOf(day, more);
                ordered = Arrays.copyOf(ordered, more);
                net = Arrays.copyOf(net, more);
                unmatched = Arrays.copyOf(unmatched, more);
            }
            paidAt[e] = paid;
            sale[e] = saleNumber;
            brand[e] = brandId;
            currency[e] = (short) currencyId;
            day[e] = businessDay;
            ordered[e] = has;
            net[e] = n;
            unmatched[e] = un;
            e++;
        }

        void stage(long at) {
            if (s == stageAt.length) {
                stageAt = Arrays.copyOf(stageAt, s * 2);
            }
            stageAt[s++] = at;
        }

        /** The stages of the touch were added before. */
        void touch(int campaignId, byte channelOrdinal, boolean control, int redeemed, byte mask) {
            if (t == campaign.length) {
                int more = t * 2;
                campaign = Arrays.copyOf(campaign, more);
                channel = Arrays.copyOf(channel, more);
                heldOut = Arrays.copyOf(heldOut, more);
                redeemedOn = Arrays.copyOf(redeemedOn, more);
                stages = Arrays.copyOf(stages, more);
                stageStart = Arrays.copyOf(stageStart, more + 1);
            }
            campaign[t] = campaignId;
            channel[t] = channelOrdinal;
            heldOut[t] = control;
            redeemedOn[t] = redeemed;
            stages[t] = mask;
            stageStart[++t] = s;
        }

        /** The entries and touches of the person were added before. */
        void person(long canonical) {
            if (p == persons.length) {
                persons = Arrays.copyOf(persons, p * 2);
                entryStart = Arrays.copyOf(entryStart, p * 2 + 1);
                touchStart = Arrays.copyOf(touchStart, p * 2 + 1);
            }
            persons[p++] = canonical;
            entryStart[p] = e;
            touchStart[p] = t;
        }

        Columns build() {
            return new Columns(
                    Arrays.copyOf(persons, p),
                    Arrays.copyOf(entryStart, p + 1),
                    Arrays.copyOf(paidAt, e),
                    Arrays.copyOf(sale, e),
                    Arrays.copyOf(brand, e),
                    Arrays.copyOf(currency, e),
                    Arrays.copyOf(day, e),
                    Arrays.copyOf(ordered, e),
                    Arrays.copyOf(net, e),
                    Arrays.copyOf(unmatched, e),
                    Arrays.copyOf(touchStart, p + 1),
                    Arrays.copyOf(campaign, t),
                    Arrays.copyOf(channel, t),
                    Arrays.copyOf(heldOut, t),
                    Arrays.copyOf(redeemedOn, t),
                    Arrays.copyOf(stages, t),
                    Arrays.copyOf(stageStart, t + 1),
                    Arrays.copyOf(stageAt, s));
        }
    }
}
