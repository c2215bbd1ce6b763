package dev.touchline.touch.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.touch.journey.Verdict.Known;
import dev.touchline.touch.journey.Verdict.News;
import dev.touchline.touch.journey.Verdict.Reason;
import dev.touchline.touch.journey.Verdict.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What reports do to a touch: by hand, and in any order. */
class JourneyTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(3600);
    private static final TouchKey KEY = new TouchKey("crm", "1");
    private static final Content COUPON = new Content("c", 1, "g", "s", "K1", 1, null, "", LATER, false);
    private static final OrderKey ORDER = new OrderKey("till", 1, "o-1");

    @Test
    void hear_ofANewStage_isNews() {
        Journey journey = heard(Journey.begin(COUPON), said(fact(Stage.EXECUTED, NOON)));

        assertThat(journey.stages()).containsOnlyKeys(Stage.EXECUTED);
        assertThat(journey.hear(said(fact(Stage.EXECUTED, NOON)))).isInstanceOf(Known.class);
        assertThat(journey.hear(said())).isInstanceOf(Known.class);
    }

    @Test
    void hear_ofAStageAtAnotherTime_isRefusedWhole() {
        Journey journey = heard(Journey.begin(COUPON), said(fact(Stage.EXECUTED, NOON)));

        Verdict verdict = journey.hear(said(fact(Stage.DELIVERED, NOON), fact(Stage.EXECUTED, LATER)));

        assertThat(verdict)
                .isEqualTo(new Refused(
                        Reason.OTHER_STAGE, "touch.stages.executed", "2026-03-01T13:00:00Z", "2026-03-01T12:00:00Z"));
    }

    @Test
    void hear_ofAStageWithAnotherReason_isRefused() {
        StageFact refused = new StageFact(Stage.FAILED, NOON, 3, NOON);
        Journey journey = heard(Journey.begin(COUPON), said(refused));

        assertThat(journey.hear(said(new StageFact(Stage.FAILED, NOON, 4, NOON))))
                .isInstanceOfSatisfying(
                        Refused.class, verdict -> assertThat(verdict.reason()).isEqualTo(Reason.OTHER_STAGE));
        assertThat(journey.hear(said(new StageFact(Stage.FAILED, NOON, 3, LATER))))
                .isInstanceOf(Known.class);
    }

    @Test
    void hear_ofAStageTwiceInOneReport_mustAgree() {
        Journey begun = Journey.begin(COUPON);

        assertThat(begun.hear(said(fact(Stage.EXECUTED, NOON), fact(Stage.EXECUTED, NOON))))
                .isInstanceOf(News.class);
        assertThat(begun.hear(said(fact(Stage.EXECUTED, NOON), fact(Stage.EXECUTED, LATER))))
                .isInstanceOf(Refused.class);
    }

    @Test
    void hear_ofOtherContent_isRefused_andOfAnotherMemberIsNot() {
        Journey journey = heard(Journey.begin(COUPON), said(7, COUPON, null));
        Content other = new Content("c", 1, "g", "s", "K2", 1, null, "", LATER, false);

        assertThat(journey.member()).isEqualTo(7);
        assertThat(reason(journey.hear(said(7, other, null)))).isEqualTo(Reason.OTHER_CONTENT);
        assertThat(journey.hear(said(8, COUPON, null))).isInstanceOf(Known.class);
        assertThat(journey.hear(said(0, COUPON, null))).isInstanceOf(Known.class);
        assertThat(heard(journey, said(6, COUPON, null)).member()).isEqualTo(6);
    }

    @Test
    void hear_ofARedemption_countsOnce() {
        Journey redeemed = heard(Journey.begin(COUPON), said(0, COUPON, ORDER));

        assertThat(redeemed.redeemedOn()).isEqualTo(ORDER);
        assertThat(redeemed.hear(said(0, COUPON, ORDER))).isInstanceOf(Known.class);
        assertThat(reason(redeemed.hear(said(0, COUPON, new OrderKey("till", 1, "o-2")))))
                .isEqualTo(Reason.NOT_REDEEMABLE);
    }

    @Test
    void hear_ofARedemptionAfterExpiry_isRefusedWhicheverCameFirst() {
        StageFact atExpiry = fact(Stage.RESPONDED, LATER);
        StageFact tooLate = fact(Stage.RESPONDED, LATER.plusNanos(1000));

        assertThat(Journey.begin(COUPON).hear(redeemed(atExpiry))).isInstanceOf(News.class);
        assertThat(reason(Journey.begin(COUPON).hear(redeemed(tooLate)))).isEqualTo(Reason.NOT_REDEEMABLE);
        Journey responded = heard(Journey.begin(COUPON), said(tooLate));
        assertThat(reason(responded.hear(said(0, COUPON, ORDER)))).isEqualTo(Reason.NOT_REDEEMABLE);
        Journey redeemed = heard(Journey.begin(COUPON), said(0, COUPON, ORDER));
        assertThat(reason(redeemed.hear(said(tooLate)))).isEqualTo(Reason.NOT_REDEEMABLE);
    }

    @Property
    void facts_thatDoNotContradict_endAlikeInAnyOrder(@ForAll("stages") List<Stage> stages, @ForAll long seed) {
        List<Report> reports = new ArrayList<>();
        stages.forEach(stage -> reports.add(said(fact(stage, NOON.plusSeconds(stage.number())))));
        reports.add(said(0, COUPON, ORDER));
        reports.add(said(7, COUPON, null));
        List<Report> shuffled = new ArrayList<>(reports);
        Collections.shuffle(shuffled, new Random(seed));

        Journey inOrder = all(reports);
        assertThat(all(shuffled)).isEqualTo(inOrder);
        assertThat(shuffled)
                .allSatisfy(report -> assertThat(inOrder.hear(report)).isInstanceOf(Known.class));
    }

    @Provide
    Arbitrary<List<Stage>> stages() {
        return Arbitraries.of(Stage.class).list().ofMaxSize(10);
    }

    private static Journey all(List<Report> reports) {
        Journey journey = Journey.begin(COUPON);
        for (Report report : reports) {
            journey = journey.hear(report).after(journey);
        }
        return journey;
    }

    private static Journey heard(Journey journey, Report report) {
        return ((News) journey.hear(report)).journey();
    }

    private static Reason reason(Verdict verdict) {
        return ((Refused) verdict).reason();
    }

    private static Report redeemed(StageFact fact) {
        return new Report(KEY, COUPON, Addressee.NOBODY, List.of(fact), ORDER);
    }

    private static Report said(StageFact... facts) {
        return new Report(KEY, COUPON, Addressee.NOBODY, List.of(facts), null);
    }

    private static Report said(long member, Content content, OrderKey redeemedOn) {
        return new Report(KEY, content, new Addressee(member, Map.of()), List.of(), redeemedOn);
    }

    private static StageFact fact(Stage stage, Instant at) {
        return new StageFact(stage, at, 0, LATER);
    }
}
