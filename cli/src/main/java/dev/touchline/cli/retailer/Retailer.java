package dev.touchline.cli.retailer;

import dev.touchline.cli.retailer.Person.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A retail group that does not exist, with what a real one has: several brands, stores with and without guides, members with
 * many identifiers, campaigns with control arms, orders on every channel, refunds, duplicates, late arrival, and a known
 * causal effect of every campaign. Deterministic: the same number of members and seed give the same files, byte by byte. For
 * 20,000 members it has about 40,000 touches and 30,000 orders. Members are generated one by one and written in groups, so
 * that a million need no more memory than twenty thousand.
 */
public final class Retailer {
    private static final int GROUP = 20_000;
    private static final double PASSERS_BY = 0.18;
    private static final double REPORTED_TWICE = 0.1;
    private static final double REPORTED_LATE = 0.03;
    private static final double ORDER_AFTER_REFUND = 0.1;

    private final int members;
    private final long seed;
    private final Organisation organisation;
    private final List<CampaignPlan> plans = CampaignCalendar.all();
    private final Map<String, CampaignPlan> plansByKey =
            plans.stream().collect(Collectors.toMap(CampaignPlan::key, Function.identity()));
    private final Truth truth = new Truth(plans);

    /** A group with so many members. */
    public Retailer(int members, long seed) {
        this.members = members;
        this.seed = seed;
        this.organisation = new Organisation(members, seed);
    }

    /** Writes all files; the truth about the campaigns. */
    public Truth writeTo(RetailerFiles files) {
        organisation.writeTo(files);
        plans.forEach(files::campaign);
        for (int first = 1; first <= members; first += GROUP) {
            writeGroup(first, Math.min(members, first + GROUP - 1), files);
        }
        files.truth(truth.rows());
        return truth;
    }

    private void writeGroup(int first, int last, RetailerFiles files) {
        Arrivals<ReportRow> reports = new Arrivals<>();
        Arrivals<Sale> sales = new Arrivals<>();
        for (int index = first; index <= last; index++) {
            Chance chance = Chance.of(seed, "member", index);
            Person person = Person.draw(index, organisation, chance);
            files.member(person);
            TouchStory touches = new TouchStory(person, chance);
            touches.draw(plans, truth);
            OrderStory orders = new OrderStory(person, organisation, chance);
            orders.draw(touches.touches(), plansByKey, truth);
            touches.arms().forEach(arm -> files.arm(new Ids(person.ids().code(), "", "", "", ""), arm));
            touches.touches().forEach(touch -> report(touch, reports, files, chance));
            orders.documents().forEach(sale -> offer(sale, sales, chance));
        }
        int from = (int) (first * PASSERS_BY);
        int to = (int) ((last + 1) * PASSERS_BY);
        for (int index = from; index < to; index++) {
            Chance chance = Chance.of(seed, "passer-by", index);
            PasserBy.draw(index, organisation, chance).forEach(sale -> offer(sale, sales, chance));
        }
        reports.inOrder().forEach(row -> files.touch(row.touch(), row.complete(), false));
        sales.inOrder().forEach(files::sale);
    }

    private void offer(Sale sale, Arrivals<Sale> sales, Chance chance) {
        if (sale.type.equals("order") && chance.happens(ORDER_AFTER_REFUND)) {
            sales.addAt(sale, sale.occurred.plus(Duration.ofDays(chance.below(40))));
        } else {
            sales.add(sale, sale.occurred, chance);
        }
    }

    /** A touch is reported once when all is known, or first as assigned, or only after the orders. */
    private static void report(TouchReport touch, Arrivals<ReportRow> reports, RetailerFiles files, Chance chance) {
        if (chance.happens(REPORTED_LATE)) {
            files.touch(touch, true, true);
            return;
        }
        Instant last = touch.last();
        if (touch.assigned != null && !touch.assigned.equals(last) && chance.happens(REPORTED_TWICE)) {
            reports.add(new ReportRow(touch, false), touch.assigned, chance);
        }
        reports.add(new ReportRow(touch, true), last, chance);
    }

    /** A report of a touch: of its assignment only, or of all its stages. */
    private record ReportRow(TouchReport touch, boolean complete) {}
}
