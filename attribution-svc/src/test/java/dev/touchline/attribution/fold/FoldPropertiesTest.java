package dev.touchline.attribution.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The invariants of the fold for any facts: conservation, order independence, bounds, refunds, no credit without reach. */
class FoldPropertiesTest {
    private final Fold fold = new Fold(RandomFacts.REFERENCE, Policies.always(Policy.standard()));

    @Property(tries = 3_000)
    void ledgers_obeyEveryLaw(@ForAll("facts") RandomFacts facts) {
        LedgerLaws.hold(fold.ledger(facts.person()));
    }

    @Property(tries = 3_000)
    void ledgersOfAPolicyThatSplits_obeyEveryLaw(
            @ForAll("facts") RandomFacts facts,
            @ForAll @IntRange(max = 100) int add,
            @ForAll @IntRange(max = 100) int close) {
        StageSplit split = new StageSplit(add * (100 - close) / 100, 100 - close - add * (100 - close) / 100, close);
        Ledger ledger = new Fold(RandomFacts.REFERENCE, Policies.always(splitting(split))).ledger(facts.person());

        LedgerLaws.hold(ledger);
        Ledger whole = fold.ledger(facts.person());
        for (int i = 0; i < ledger.entries().size(); i++) {
            LedgerEntry entry = ledger.entries().get(i);
            assertThat(entry.performance())
                    .as("who closed")
                    .isEqualTo(whole.entries().get(i).performance());
            assertThat(whole.entries().get(i).shares()).isEmpty();
        }
    }

    private static Policy splitting(StageSplit split) {
        Policy standard = Policy.standard();
        return new Policy(
                "splitting",
                standard.channels(),
                standard.official(),
                standard.halfLife(),
                standard.position(),
                standard.tradingDay(),
                split);
    }

    @Property
    void permutationAndDuplication_changeNothing(@ForAll("facts") RandomFacts facts, @ForAll long seed) {
        Random random = new Random(seed);
        List<Sale> sales = new ArrayList<>();
        for (Sale sale : shuffledTwice(facts.sales, random)) {
            List<Refund> refunds = shuffledTwice(sale.refunds(), random);
            sales.add(new Sale(
                    sale.id(), sale.key(), sale.member(), sale.order(), refunds, sale.twin(), sale.alsoKnownAs()));
        }

        Fold fold = new Fold(RandomFacts.REFERENCE, Policies.always(splitting(new StageSplit(20, 30, 50))));
        Ledger again = fold.ledger(Person.of(
                shuffledTwice(facts.touches, random),
                sales,
                shuffledTwice(facts.arms, random),
                shuffledTwice(facts.bindings, random),
                shuffledTwice(facts.recruitments, random)));

        assertThat(again).isEqualTo(fold.ledger(facts.person()));
    }

    @Property
    void refundsOneByOne_endInTheSameState(@ForAll("facts") RandomFacts facts) {
        for (LedgerEntry entry : fold.ledger(facts.person()).entries()) {
            LedgerEntry before = withoutRefunds(facts, entry);
            for (int i = 0; before != null && i < entry.touches().size(); i++) {
                long booked = 0;
                for (BookedRefund refund : entry.refunds()) {
                    booked += refund.creditChange().get(i);
                }
                assertThat(official(before, i) + booked).isEqualTo(official(entry, i));
            }
        }
    }

    @Property
    void controlEverywhere_earnsNothing(@ForAll("facts") RandomFacts facts) {
        List<Assignment> control = facts.touches.stream()
                .map(touch -> new Assignment(touch.campaign(), touch.member(), "", true))
                .toList();

        Ledger ledger = fold.ledger(Person.of(facts.touches, facts.sales, control));

        assertThat(ledger.entries()).allSatisfy(entry -> assertThat(entry.organic())
                .isEqualTo(entry.amounts().net()));
    }

    @Property
    void verdicts_agreeWithTheLedger(@ForAll("facts") RandomFacts facts) {
        Person person = facts.person();
        for (LedgerEntry entry : fold.ledger(person).entries()) {
            if (entry.present() && entry.sale().order() != null) {
                List<Touch> eligible = fold.verdicts(person, entry.sale().id()).stream()
                        .filter(verdict -> verdict.brand().equals(entry.brand()))
                        .filter(verdict -> verdict.rule() == TouchRule.ELIGIBLE)
                        .map(Verdict::touch)
                        .toList();
                assertThat(entry.touches().stream().map(CreditedTouch::touch)).isEqualTo(eligible);
            }
        }
    }

    @Property
    void refundsOfAnOrder_fallOnTheOwnerOfItsNet(@ForAll("facts") RandomFacts facts) {
        for (LedgerEntry entry : fold.ledger(facts.person()).entries()) {
            LedgerEntry before = withoutRefunds(facts, entry);
            if (before != null && entry.performance() != null) {
                assertThat(entry.performance()).isEqualTo(before.performance());
                assertThat(before.amounts().net() - entry.amounts().refunded())
                        .isEqualTo(entry.amounts().net());
            }
        }
    }

    @Property
    void performanceVerdicts_agreeWithTheLedger(@ForAll("facts") RandomFacts facts) {
        Person person = facts.person();
        for (LedgerEntry entry : fold.ledger(person).entries()) {
            if (entry.performance() != null) {
                List<PerformanceVerdict> verdicts = fold
                        .performanceVerdicts(person, entry.sale().id())
                        .stream()
                        .filter(verdict -> verdict.brand().equals(entry.brand()))
                        .toList();
                PerformanceVerdict first = verdicts.stream()
                        .filter(PerformanceVerdict::applies)
                        .findFirst()
                        .orElseThrow();
                assertThat(verdicts).filteredOn(PerformanceVerdict::decided).containsExactly(first);
                assertThat(verdicts)
                        .allSatisfy(verdict -> assertThat(verdict.explanation()).isNotBlank());
                assertThat(first.owner()).isEqualTo(entry.performance().owner());
                assertThat(first.role()).isEqualTo(entry.performance().role());
            }
        }
    }

    @Provide
    Arbitrary<RandomFacts> facts() {
        return Arbitraries.randomValue(RandomFacts::new);
    }

    private LedgerEntry withoutRefunds(RandomFacts facts, LedgerEntry entry) {
        List<Sale> sales = facts.sales.stream()
                .map(sale -> new Sale(
                        sale.id(), sale.key(), sale.member(), sale.order(), List.of(), sale.twin(), sale.alsoKnownAs()))
                .toList();
        return fold.ledger(Person.of(facts.touches, sales, facts.arms, facts.bindings)).entries().stream()
                .filter(other ->
                        other.sale().id() == entry.sale().id() && other.brand().equals(entry.brand()))
                .findFirst()
                .orElse(null);
    }

    private static long official(LedgerEntry entry, int touch) {
        return entry.touches().get(touch).credits().stream()
                .filter(credit -> credit.model() == Model.PRECEDENCE)
                .mapToLong(ModelCredit::amount)
                .sum();
    }

    private static <T> List<T> shuffledTwice(List<T> facts, Random random) {
        List<T> twice = new ArrayList<>(facts);
        twice.addAll(facts);
        Collections.shuffle(twice, random);
        return twice;
    }
}
