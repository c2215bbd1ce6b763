package dev.touchline.attribution.fold.columns;

import dev.touchline.attribution.fold.Campaign;
import dev.touchline.attribution.fold.Model;
import dev.touchline.attribution.fold.Policies;
import dev.touchline.kit.money.LargestRemainder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Folds persons in columns into two lots of sums: under the policies and model that are asked about, and under those in force.
 * One instance serves any number of threads, each with its own {@link Sums}.
 */
public final class ColumnFold {

    private static final long WHOLE = 1_000_000_000_000L;

    private final Campaigns campaigns;
    private final List<Rules> asked;
    private final List<Rules> official;
    private final boolean samePolicies;
    private final Question question;

    /**
     * A fold of all facts whose keys {@code names} knows.
     *
     * @param model of the asked side; null: the policies' official one
     */
    public ColumnFold(
            Map<String, Campaign> campaigns,
            Dictionaries names,
            Policies asked,
            Model model,
            Policies inForce,
            Question question) {
        this.campaigns = new Campaigns(campaigns, names);
        this.asked = Rules.of(asked, model, names.brands());
        this.official = Rules.of(inForce, null, names.brands());
        this.samePolicies = asked.equals(inForce);
        this.question = question;
    }

    /** Adds the persons from {@code first} to before {@code end} that {@code skip} does not name. */
    public void fold(Columns columns, int first, int end, java.util.BitSet skip, Sums toAsked, Sums toOfficial) {
        Work work = new Work(columns);
        for (int person = first; person < end; person++) {
            if (!skip.get(person)) {
                work.person(person, toAsked, toOfficial);
            }
        }
    }

    /** What one thread needs for one person after the other. */
    private final class Work {
        private final Columns columns;
        private final Reach reach;
        private final Eligibles eligibles = new Eligibles();
        private final int[] seen = new int[campaigns.size()];
        private boolean[] empowered = new boolean[16];
        private int stamp;

        Work(Columns columns) {
            this.columns = columns;
            this.reach = new Reach(columns, campaigns);
        }

        void person(int person, Sums toAsked, Sums toOfficial) {
            int first = columns.entryStart()[person];
            int end = columns.entryStart()[person + 1];
            boolean any = false;
            for (int e = first; e < end && !any; e++) {
                any = question.covers(columns.day()[e], columns.brand()[e]);
            }
            if (!any) {
                return;
            }
            if (empowered.length < 2 * (end - first)) {
                empowered = new boolean[4 * (end - first)];
            }
            Arrays.fill(empowered, 0, end - first, false);
            if (samePolicies) {
                for (int i = 0; i < asked.size(); i++) {
                    entries(person, asked.get(i), official.get(i), toAsked, toOfficial);
                }
            } else {
                asked.forEach(rules -> entries(person, rules, null, toAsked, null));
                Arrays.fill(empowered, 0, end - first, false);
                official.forEach(rules -> entries(person, rules, null, toOfficial, null));
            }
        }

        /** Every entry that the rules decide, under their model and maybe another one. */
        private void entries(int person, Rules rules, Rules others, Sums to, Sums toOthers) {
            int first = columns.entryStart()[person];
            int end = columns.entryStart()[person + 1];
            boolean reached = false;
            for (int e = first; e < end; e++) {
                if (!rules.decide(columns.paidAt()[e], columns.brand()[e])
                        || !question.covers(columns.day()[e], columns.brand()[e])) {
                    continue;
                }
                if (!reached) {
                    reach.of(person, rules);
                    reached = true;
                }
                if (columns.ordered()[e]) {
                    reach.eligible(e, eligibles);
                } else {
                    eligibles.clear();
                }
                boolean newOrder = columns.ordered()[e] && !ledBy(e, first);
                boolean newEmpowered = eligibles.size > 0 && !alreadyEmpowered(e, first, end);
                empowered[e - first] = eligibles.size > 0;
                add(e, rules, to, newOrder, newEmpowered);
                if (others != null) {
                    add(e, others, toOthers, newOrder, newEmpowered);
                }
            }
        }

        /** Whether an earlier entry of the same sale is in the same sum. */
        private boolean ledBy(int entry, int first) {
            for (int e = entry - 1; e >= first && columns.sale()[e] == columns.sale()[entry]; e--) {
                if (sameSum(e, entry)) {
                    return true;
                }
            }
            return false;
        }

        /** Whether any entry of the same sale, maybe under other rules, was counted as empowered in the same sum. */
        private boolean alreadyEmpowered(int entry, int first, int end) {
            for (int e = entry - 1; e >= first && columns.sale()[e] == columns.sale()[entry]; e--) {
                if (empowered[e - first] && sameSum(e, entry)) {
                    return true;
                }
            }
            for (int e = entry + 1; e < end && columns.sale()[e] == columns.sale()[entry]; e++) {
                if (empowered[e - first] && sameSum(e, entry)) {
                    return true;
                }
            }
            return false;
        }

        private boolean sameSum(int e, int entry) {
            return question.covers(columns.day()[e], columns.brand()[e])
                    && (!question.byDay() || columns.day()[e] == columns.day()[entry])
                    && (!question.byBrand() || columns.brand()[e] == columns.brand()[entry])
                    && columns.currency()[e] == columns.currency()[entry];
        }

        private void add(int e, Rules rules, Sums to, boolean newOrder, boolean newEmpowered) {
            int day = question.byDay() ? columns.day()[e] : Integer.MIN_VALUE;
            int brand = question.byBrand() ? columns.brand()[e] : -1;
            int currency = columns.currency()[e];
            long net = columns.net()[e];
            to.entry(day, brand, currency, newOrder, net, columns.unmatched()[e]);
            to.outcome(day, brand, currency, eligibles.size > 0, newEmpowered, net);
            if (eligibles.size == 0) {
                return;
            }
            touched(day, brand, currency, net, to);
            int winner = eligibles.ofOneCampaign() ? 0 : eligibles.winner(rules);
            if (winner >= 0) {
                to.credit(eligibles.campaign[winner], day, brand, currency, net, WHOLE);
                return;
            }
            long[] weights = eligibles.weights(rules);
            long[] amounts = LargestRemainder.split(net, weights);
            long[] shares = LargestRemainder.split(WHOLE, weights);
            for (int i = 0; i < eligibles.size; i++) {
                to.credit(eligibles.campaign[i], day, brand, currency, amounts[i], shares[i]);
            }
        }

        /** Each campaign once. */
        private void touched(int day, int brand, int currency, long net, Sums to) {
            stamp++;
            for (int i = 0; i < eligibles.size; i++) {
                int campaign = eligibles.campaign[i];
                if (seen[campaign] != stamp) {
                    seen[campaign] = stamp;
                    to.touched(campaign, day, brand, currency, net);
                }
            }
        }
    }
}
