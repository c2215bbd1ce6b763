package dev.touchline.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.touchline.attribution.v1.BookedRefund;
import dev.touchline.attribution.v1.CreditedTouch;
import dev.touchline.attribution.v1.ExplainOrderResponse;
import dev.touchline.attribution.v1.LedgerEntry;
import dev.touchline.attribution.v1.Model;
import dev.touchline.attribution.v1.ModelCredit;
import dev.touchline.attribution.v1.Performance;
import dev.touchline.attribution.v1.PerformanceVerdict;
import dev.touchline.attribution.v1.TouchRule;
import dev.touchline.attribution.v1.TouchVerdict;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.SalesChannel;
import dev.touchline.type.v1.TouchChannel;
import dev.touchline.type.v1.TouchKey;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static LedgerEntry.Builder entry() {
        return LedgerEntry.newBuilder()
                .setKey(DocumentKey.newBuilder().setSource("till").setNumber("O1"))
                .setBrand("aurora")
                .setCurrencyCode("CNY")
                .setPresent(true)
                .setHasOrder(true)
                .setPaidAt(Timestamp.newBuilder().setSeconds(1_762_819_200))
                .setBusinessDay("2025-11-11")
                .setSalesChannel(SalesChannel.SALES_CHANNEL_STORE)
                .setStore("aurora-001")
                .setPaidMinor(30_000)
                .setRefundedMinor(5_000)
                .setNetMinor(25_000)
                .setPolicyVersion("1");
    }

    @Test
    void creditedOrder_showsVerdictsAndCreditsOfEveryModel() {
        TouchKey key = TouchKey.newBuilder().setSource("hub").setNumber("T1").build();
        String text = Explanation.of(ExplainOrderResponse.newBuilder()
                .addEntries(entry().addTouches(CreditedTouch.newBuilder()
                        .setKey(key)
                        .setCampaign("double-eleven")
                        .addCredits(ModelCredit.newBuilder()
                                .setModel(Model.MODEL_PRECEDENCE)
                                .setAmountMinor(25_000)
                                .setSharePpt(1_000_000_000_000L))))
                .addVerdicts(TouchVerdict.newBuilder()
                        .setBrand("aurora")
                        .setKey(key)
                        .setCampaign("double-eleven")
                        .setChannel(TouchChannel.TOUCH_CHANNEL_GUIDE_TASK)
                        .setEligible(false)
                        .setRule(TouchRule.TOUCH_RULE_NOT_REACHED)
                        .setExplanation("assigned only"))
                .addMemberIds(3)
                .addMemberIds(7)
                .build());

        assertThat(text)
                .contains("Order O1 of till, brand aurora, paid on 2025-11-11T00:00:00Z (business day 2025-11-11)")
                .contains("paid 300.00 - refunded 50.00 = net 250.00 CNY, store aurora-001")
                .contains("guide task", "never", "not reached: assigned only")
                .contains("precedence (official)", "1.0000", "250.00")
                .contains("member 3, the same person as [7]");
    }

    @Test
    void performance_showsWhoDecidedAgainstWhom() {
        Performance owner = Performance.newBuilder()
                .setStore("aurora-001")
                .setGuide("g1")
                .setRole("LINK_GUIDE")
                .setTouchGuide("c1")
                .setAssistingGuide("c1")
                .build();
        Performance bound = Performance.newBuilder().setStore("aurora-002").build();

        String text = Explanation.of(ExplainOrderResponse.newBuilder()
                .addEntries(entry().setPerformance(owner)
                        .addRefunds(BookedRefund.newBuilder()
                                .setKey(DocumentKey.newBuilder().setNumber("R1"))
                                .setUnmatchedMinor(100)
                                .setUnmatchedPerformance(
                                        Performance.newBuilder().setHouse(true))))
                .addPerformance(PerformanceVerdict.newBuilder()
                        .setBrand("aurora")
                        .setRole("LINK_GUIDE")
                        .setApplies(true)
                        .setDecided(true)
                        .setPerformance(owner)
                        .setExplanation("link of guide g1"))
                .addPerformance(PerformanceVerdict.newBuilder()
                        .setBrand("aurora")
                        .setRole("BOUND_GUIDE")
                        .setApplies(true)
                        .setPerformance(bound)
                        .setExplanation("no protection"))
                .build());

        assertThat(text)
                .contains("performance of store aurora-001, guide g1, decided by link guide; cloud guide c1 assisted")
                .containsPattern("link guide +yes +store aurora-001, guide g1 +link of guide g1")
                .containsPattern("bound guide +no +store aurora-002, no guide +no protection")
                .contains("unmatched part of refund R1: taken from the house");
    }

    @Test
    void orderWithoutTouches_isOrganic() {
        String text = Explanation.of(ExplainOrderResponse.newBuilder()
                .addEntries(entry().setOrganicMinor(25_000).setUnmatchedRefundMinor(100))
                .setDirty(true)
                .build());

        assertThat(text)
                .contains("no touch of this buyer is known", "all of the net is organic", "Nobody knows the buyer")
                .contains("refunded beyond what was paid, or without order: 1.00 CNY")
                .contains("this may change in a moment");
    }
}
