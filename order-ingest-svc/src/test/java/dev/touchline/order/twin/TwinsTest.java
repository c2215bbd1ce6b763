package dev.touchline.order.twin;

import static dev.touchline.order.twin.Candidates.RULES;
import static dev.touchline.order.twin.Candidates.online;
import static dev.touchline.order.twin.Candidates.till;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which reports are one purchase, case by case. */
class TwinsTest {

    @Test
    void onePaymentNumberAndAmount_isAPairWhateverTheDayAndPerson() {
        Twins twins = among(
                till(1).payment("p").in("S1", 0),
                online(2).payment("p").in("", 8).away().at(600));

        assertThat(pairs(twins)).containsExactly("1-2");
        assertThat(twins.doubts()).isEmpty();
    }

    @Test
    void splitBasket_isDoubtfulByAmount() {
        Twins twins = among(
                till(1).payment("p"),
                online(2).payment("p").paying(Map.of("north", 6_000L)),
                online(3).payment("p").paying(Map.of("north", 4_000L)));

        assertThat(twins.pairs()).isEmpty();
        assertThat(doubts(twins)).containsExactly("1-2 AMOUNTS_DIFFER", "1-3 AMOUNTS_DIFFER");
    }

    @Test
    void splitReceiptAndSplitOrder_arePairedByAmountOneToOne() {
        Twins twins = among(
                till(1).payment("p"),
                till(2).payment("p").paying(Map.of("north", 4_000L)),
                online(3).payment("p").paying(Map.of("north", 4_000L)),
                online(4).payment("p"));

        assertThat(pairs(twins)).containsExactlyInAnyOrder("1-4", "2-3");
        assertThat(twins.doubts()).isEmpty();
    }

    @Test
    void twoOrdersThatFitOneReceipt_areDoubtful() {
        Twins twins =
                among(till(1).payment("p"), online(2).payment("p"), online(3).payment("p"));

        assertThat(twins.pairs()).isEmpty();
        assertThat(doubts(twins)).containsExactly("1-2 MANY_CANDIDATES", "1-3 MANY_CANDIDATES");
    }

    @Test
    void oneTotalOfOtherBrands_isDoubtful() {
        Twins twins =
                among(till(1).payment("p"), online(2).payment("p").paying(Map.of("north", 4_000L, "south", 6_000L)));

        assertThat(doubts(twins)).containsExactly("1-2 AMOUNTS_DIFFER");
    }

    @Test
    void onePaymentNumberOfTwoStoresOrOfAnotherDay_saysNothing() {
        assertThat(among(till(1).payment("17"), online(2).payment("17").in("S2", 7)))
                .isEqualTo(new Twins(List.of(), List.of()));
        assertThat(among(till(1).payment("17"), online(2).payment("17").at(24 * 60 + 1)))
                .isEqualTo(new Twins(List.of(), List.of()));
    }

    @Test
    void numberThatFiftyOrdersShare_isOne_andThatFiftyOneShareIsNone() {
        List<Candidates> many = new ArrayList<>(List.of(till(1).payment("CASH")));
        for (int i = 2; i <= Twins.MAX_SHARED; i++) {
            many.add(online(i).payment("CASH").at(20 * i));
        }
        assertThat(among(many).doubts()).hasSize(Twins.MAX_SHARED - 1);

        many.add(online(99).payment("CASH").at(1));

        assertThat(pairs(among(many))).containsExactly("1-99");
    }

    @Test
    void storePersonAndAmountWithinMinutes_isAPair() {
        assertThat(pairs(among(till(1), online(2).at(10)))).containsExactly("1-2");
        assertThat(pairs(among(till(1), online(2).at(-10)))).containsExactly("1-2");
    }

    @Test
    void littleFurtherApart_isDoubtful_andFarApartIsNothing() {
        assertThat(doubts(among(till(1), online(2).at(11)))).containsExactly("1-2 TOO_FAR_APART");
        assertThat(doubts(among(till(1), online(2).at(60)))).containsExactly("1-2 TOO_FAR_APART");
        assertThat(among(till(1), online(2).at(61)).doubts()).isEmpty();
    }

    @Test
    void otherStorePersonOrAmount_orUnknownPerson_orBuyerAway_isNothing() {
        for (Candidates other : List.of(
                online(2).in("S2", 7),
                online(2).in("S1", 8),
                online(2).in("", 7),
                online(2).paying(Map.of("north", 9_999L)),
                online(2).away())) {
            assertThat(among(till(1), other)).isEqualTo(new Twins(List.of(), List.of()));
        }
        assertThat(among(till(1).in("S1", 0), online(2).in("S1", 0)).pairs()).isEmpty();
    }

    @Test
    void nearestInTime_isTheTwin_thenTheLeastKey() {
        assertThat(pairs(among(till(1), online(2).at(6), online(3).at(-2)))).containsExactly("1-3");
        assertThat(pairs(among(till(1), online(10).at(2), online(9).at(-2)))).containsExactly("1-9");
        assertThat(pairs(among(till(1), till(4).at(3), online(2).at(2)))).containsExactly("4-2");
    }

    @Test
    void twoPaymentNumbersAtOneTime_areDoubtful() {
        assertThat(doubts(among(till(1).payment("p"), online(2).payment("q")))).containsExactly("1-2 OTHER_PAYMENT");
        assertThat(among(till(1).payment("p"), online(2).payment("q").at(11)).doubts())
                .isEmpty();
    }

    @Test
    void whoHasToDoWithSomebodyByPayment_isNobodysByNearness() {
        Twins twins = among(till(1).payment("p"), online(2).payment("p").paying(Map.of("north", 1L)), online(3));

        assertThat(twins.pairs()).isEmpty();
        assertThat(doubts(twins)).containsExactly("1-2 AMOUNTS_DIFFER");
    }

    @Test
    void twoReceiptsOrTwoOrders_areNeverTwins() {
        assertThat(among(till(1).payment("p"), till(2).payment("p")).pairs()).isEmpty();
        assertThat(among(online(1).payment("p"), online(2).payment("p")).pairs())
                .isEmpty();
    }

    @Test
    void switchedOff_nothingIsPairedOrDoubtful() {
        List<Candidate> set = List.of(till(1).candidate(), online(2).candidate());

        assertThat(Twins.among(set, Rules.off())).isEqualTo(new Twins(List.of(), List.of()));
    }

    @Test
    void rulesBeyondTheirLimits_areRefused() {
        Duration ten = Duration.ofMinutes(10);
        assertThatThrownBy(() -> new Rules(true, Duration.ofHours(2).plusSeconds(1), ten, ten, ten))
                .hasMessage("touchline.pairing.within: PT2H1S (expected: PT0S..PT2H)");
        assertThatThrownBy(() -> new Rules(true, ten, ten.minusSeconds(1), ten, ten))
                .hasMessageContaining("doubtful-within");
        assertThatThrownBy(() -> new Rules(true, ten, ten, Duration.ofDays(32), ten))
                .hasMessageContaining("payment-within");
        assertThatThrownBy(() -> new Rules(true, ten, ten, ten, Duration.ofDays(32)))
                .hasMessageContaining("refund-within");
    }

    private static Twins among(Candidates... set) {
        return among(Arrays.asList(set));
    }

    private static Twins among(List<Candidates> set) {
        return Twins.among(set.stream().map(Candidates::candidate).toList(), RULES);
    }

    static List<String> pairs(Twins twins) {
        return twins.pairs().stream()
                .map(pair -> pair.till().saleId() + "-" + pair.online().saleId())
                .toList();
    }

    private static List<String> doubts(Twins twins) {
        return twins.doubts().stream()
                .map(doubt -> doubt.till().saleId() + "-" + doubt.online().saleId() + " " + doubt.reason())
                .toList();
    }
}
