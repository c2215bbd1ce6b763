package dev.touchline.attribution.fold.columns;

import dev.touchline.attribution.fold.CreditedTouch;
import dev.touchline.attribution.fold.Ledger;
import dev.touchline.attribution.fold.LedgerEntry;
import dev.touchline.attribution.fold.Model;
import dev.touchline.attribution.fold.ModelCredit;
import dev.touchline.attribution.fold.Policies;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Sums of ledgers as the fold wrote them: what the columns must come to. */
public final class LedgerSums {

    private final Dictionaries names;
    private final Question question;
    private final Set<List<Long>> orders = new HashSet<>();
    private final Set<List<Long>> empowered = new HashSet<>();

    public LedgerSums(Dictionaries names, Question question) {
        this.names = names;
        this.question = question;
    }

    /** Adds the ledger of one person under a model; null: the official one of the policy that decided. */
    public void add(Ledger ledger, Policies policies, Model model, Sums to) {
        orders.clear();
        empowered.clear();
        for (LedgerEntry entry : ledger.entries()) {
            int brand = names.brands().idOf(entry.brand());
            int day = (int) entry.businessDay().toEpochDay();
            if (entry.present() && question.covers(day, brand)) {
                add(
                        entry,
                        model == null
                                ? policies.at(entry.paidAt(), entry.brand()).official()
                                : model,
                        to,
                        question.byDay() ? day : Integer.MIN_VALUE,
                        question.byBrand() ? brand : -1,
                        names.currency(entry.currency()));
            }
        }
    }

    private void add(LedgerEntry entry, Model model, Sums to, int day, int brand, int currency) {
        List<Long> sum = List.of(entry.sale().id(), (long) day, (long) brand, (long) currency);
        long net = entry.amounts().net();
        boolean has = !entry.touches().isEmpty();
        to.entry(
                day,
                brand,
                currency,
                entry.sale().order() != null && orders.add(sum),
                net,
                entry.amounts().unmatchedRefund());
        to.outcome(day, brand, currency, has, has && empowered.add(sum), net);
        Set<Integer> touched = new HashSet<>();
        for (CreditedTouch touch : entry.touches()) {
            int campaign = names.campaigns().idOf(touch.touch().campaign());
            if (touched.add(campaign)) {
                to.touched(campaign, day, brand, currency, net);
            }
            for (ModelCredit credit : touch.credits()) {
                if (credit.model() == model) {
                    to.credit(campaign, day, brand, currency, credit.amount(), credit.share());
                }
            }
        }
    }
}
