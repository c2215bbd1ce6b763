package dev.touchline.attribution;

import static dev.touchline.attribution.testing.Told.binding;
import static dev.touchline.attribution.testing.Told.bound;
import static dev.touchline.attribution.testing.Told.brand;
import static dev.touchline.attribution.testing.Told.campaign;
import static dev.touchline.attribution.testing.Told.control;
import static dev.touchline.attribution.testing.Told.guide;
import static dev.touchline.attribution.testing.Told.member;
import static dev.touchline.attribution.testing.Told.online;
import static dev.touchline.attribution.testing.Told.sale;
import static dev.touchline.attribution.testing.Told.sms;
import static dev.touchline.attribution.testing.Told.store;
import static dev.touchline.attribution.testing.Told.withoutOrder;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.attribution.testing.Attribution;
import dev.touchline.attribution.v1.LedgerEntry;
import dev.touchline.attribution.v1.LedgerEvent;
import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.member.v1.BindingMode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From events to ledgers on a real PostgreSQL: everything that may come late, in any order, again, or change. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AttributionTest {

    @Inject
    Attribution attribution;

    @BeforeEach
    void empty() {
        attribution.empty();
    }

    @AfterEach
    void invariantsHold() {
        attribution.fold();
        attribution.assertInvariants();
    }

    @Test
    void order_withAnEligibleTouch_isCredited() {
        attribution.tell(campaign("c", 100, 1), sms(1, "c", 7, 10), sale(50, 1, 7, 20, 10_000));

        attribution.fold();

        LedgerEntry entry = entry(50);
        assertThat(entry.getOrganicMinor()).isZero();
        assertThat(entry.getMemberId()).isEqualTo(7);
        assertThat(entry.getTouches(0).getKey().getNumber()).isEqualTo("t1");
        assertThat(entry.getTouches(0).getCreditsCount()).isEqualTo(6);
        assertThat(attribution.figures())
                .containsEntry("orders", 1L)
                .containsEntry("net:CNY", 10_000L)
                .containsEntry("credited:CNY", 10_000L)
                .containsEntry("organic:CNY", 0L);
    }

    @Test
    void traceOfTheOrder_goesOnInTheLedgerEvent() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        attribution.tell(
                sale(50, 1, 7, 20, 10_000).toBuilder().setTraceparent(trace).build(), sale(51, 1, 7, 20, 10_000));
        attribution.fold();

        assertThat(attribution.traceparents()).isEqualTo(Map.of("ledger/50", trace, "ledger/51", ""));
    }

    @Test
    void sameEventsAgain_tellNothingNew() {
        FeedEvent[] events = {campaign("c", 100, 1), sms(1, "c", 7, 10), sale(50, 1, 7, 20, 10_000)};
        attribution.tell(events);
        attribution.fold();

        attribution.tell(events);

        assertThat(attribution.fold()).isZero();
    }

    @Test
    void olderVersion_isIgnored() {
        attribution.tell(sale(50, 2, 7, 20, 10_000, 3_000));
        attribution.tell(sale(50, 1, 7, 20, 10_000));

        attribution.fold();

        assertThat(entry(50).getNetMinor()).isEqualTo(7_000);
    }

    @Test
    void refundLater_reducesTheCreditAndIsBookedOnItsDay() {
        attribution.tell(campaign("c", 100, 1), sms(1, "c", 7, 10), sale(50, 1, 7, 20, 10_000));
        attribution.fold();

        attribution.tell(sale(50, 2, 7, 20, 10_000, 4_000, 9_000));
        attribution.fold();

        LedgerEntry entry = entry(50);
        assertThat(entry.getNetMinor()).isZero();
        assertThat(entry.getUnmatchedRefundMinor()).isEqualTo(3_000);
        assertThat(entry.getRefunds(0).getCreditChangeMinorList()).containsExactly(-4_000L);
        assertThat(entry.getRefunds(1).getCreditChangeMinorList()).containsExactly(-6_000L);
        assertThat(attribution.told().get(50L).getVersion()).isEqualTo(2);
        assertThat(attribution.figures()).containsEntry("refund documents", 2L).containsEntry("refunded:CNY", 13_000L);
    }

    @Test
    void saleWhoseRefundWentToAnotherOrder_withdrawsItsLedger() {
        attribution.tell(withoutOrder(sale(50, 1, 7, 20, 0, 900)), withoutOrder(sale(51, 1, 0, 20, 0, 900)));
        attribution.fold();
        assertThat(entry(50).getUnmatchedRefundMinor()).isEqualTo(900);

        attribution.tell(withoutOrder(sale(50, 2, 7, 20, 0)), withoutOrder(sale(51, 2, 8, 20, 0)));
        attribution.tell(withoutOrder(sale(52, 1, 7, 20, 0)));
        attribution.fold();

        assertThat(attribution.told().get(50L).getEntriesCount()).isZero();
        assertThat(attribution.told().get(51L).getEntriesCount()).isZero();
        assertThat(attribution.told()).doesNotContainKey(52L);
        assertThat(attribution.number("SELECT count(*) FROM sale")).isZero();
        assertThat(attribution.figures()).containsEntry("refund documents", 0L);
        attribution.assertInvariants();

        attribution.tell(sale(50, 3, 7, 20, 10_000));
        attribution.fold();
        assertThat(entry(50).getNetMinor()).isEqualTo(10_000);
    }

    @Test
    void orderIdentifiedLater_movesToItsMember() {
        attribution.tell(campaign("c", 100, 1), sms(1, "c", 7, 10), sale(50, 1, 0, 20, 10_000));
        attribution.fold();
        assertThat(entry(50).getOrganicMinor()).isEqualTo(10_000);

        attribution.tell(sale(50, 2, 7, 20, 10_000));
        attribution.fold();

        assertThat(entry(50).getOrganicMinor()).isZero();
        assertThat(attribution.number("SELECT count(*) FROM sale_ledger")).isOne();
        assertThat(attribution.number("SELECT count(*) FROM sale")).isOne();
    }

    @Test
    void campaignAfterItsTouches_isCreditedWhenItComes() {
        attribution.tell(sms(1, "c", 7, 10), sms(2, "other", 8, 10), sale(50, 1, 7, 20, 10_000));
        attribution.fold();
        assertThat(entry(50).getOrganicMinor()).isEqualTo(10_000);

        attribution.tell(campaign("c", 100, 1));
        assertThat(attribution.number("SELECT count(DISTINCT member) FROM waiting"))
                .as("exactly who was touched")
                .isOne();
        attribution.fold();
        assertThat(entry(50).getOrganicMinor()).isZero();

        attribution.tell(campaign("c", 15, 2));
        attribution.fold();
        assertThat(entry(50).getOrganicMinor()).isEqualTo(10_000);
    }

    @Test
    void touchOfAnotherMember_movesItsCredit() {
        attribution.tell(campaign("c", 100, 1), sms(1, 1, "c", 7, 10));
        attribution.tell(sale(50, 1, 7, 20, 10_000), sale(51, 1, 8, 20, 10_000));
        attribution.fold();
        assertThat(entry(50).getOrganicMinor()).isZero();
        assertThat(entry(51).getOrganicMinor()).isEqualTo(10_000);

        attribution.tell(sms(1, 2, "c", 8, 10));
        attribution.tell(sms(1, 1, "c", 7, 10));
        attribution.fold();

        assertThat(entry(50).getOrganicMinor()).isEqualTo(10_000);
        assertThat(entry(51).getOrganicMinor()).isZero();
        assertThat(attribution.number("SELECT sum(unit) FROM touch")).isEqualTo(8);
    }

    @Test
    void touchOfNobodyKnownAnyMore_takesTheCreditBack() {
        attribution.tell(campaign("c", 100, 1), sms(1, 1, "c", 7, 10), sale(50, 1, 7, 20, 10_000));
        attribution.fold();

        attribution.tell(sms(1, 2, "c", 0, 10), sms(2, 1, "c", 0, 10));
        attribution.fold();

        assertThat(entry(50).getOrganicMinor()).isEqualTo(10_000);
        assertThat(attribution.number("SELECT count(*) FROM touch")).isZero();
    }

    @Test
    void touchOfAnotherMemberOfThePerson_changesNothing() {
        attribution.tell(member(9, 7, 1), campaign("c", 100, 1), sms(1, 1, "c", 7, 10), sale(50, 1, 7, 20, 10_000));
        attribution.fold();

        attribution.tell(sms(1, 2, "c", 9, 10));

        assertThat(attribution.fold()).isZero();
        assertThat(entry(50).getOrganicMinor()).isZero();
    }

    @Test
    void controlArm_takesTheCreditBack() {
        attribution.tell(campaign("c", 100, 1), sms(1, "c", 7, 10), sale(50, 1, 7, 20, 10_000));
        attribution.fold();

        attribution.tell(control("c", 7));
        attribution.fold();

        assertThat(entry(50).getOrganicMinor()).isEqualTo(10_000);
    }

    @Test
    void storeAndBrand_decideTheBusinessDay() {
        attribution.tell(sale(50, 1, 7, "S", 20, 100), sale(51, 1, 0, "", 20, 100), sale(52, 1, 8, "T", 2, 100));
        attribution.fold();
        assertThat(entry(50).getBusinessDay()).isEqualTo("2026-03-01");

        attribution.tell(brand("B", "Asia/Shanghai", 1));
        attribution.fold();
        assertThat(entry(50).getBusinessDay()).isEqualTo("2026-03-02");
        assertThat(entry(51).getBusinessDay()).isEqualTo("2026-03-02");

        attribution.tell(store("S", "B", "Asia/Shanghai", 5, 1), store("U", "B", "", 5, 1));
        assertThat(attribution.number("SELECT count(DISTINCT member) FROM waiting"))
                .as("exactly who bought there")
                .isOne();
        attribution.fold();
        assertThat(entry(50).getBusinessDay()).isEqualTo("2026-03-01");
        assertThat(entry(51).getBusinessDay()).isEqualTo("2026-03-02");
    }

    @Test
    void mergeAndSplit_areExactlyReversible() {
        attribution.tell(campaign("c", 100, 1), sms(1, "c", 7, 10), sale(50, 1, 9, 20, 10_000));
        attribution.tell(member(7, 7, 1), member(9, 9, 1));
        attribution.fold();
        Map<Long, LedgerEvent> apart = attribution.contents();
        assertThat(entry(50).getOrganicMinor()).isEqualTo(10_000);

        attribution.tell(member(9, 7, 2));
        attribution.fold();
        assertThat(entry(50).getOrganicMinor()).isZero();
        assertThat(entry(50).getMemberId()).as("the member it arrived with").isEqualTo(9);
        assertThat(attribution.figures()).containsEntry("members", 2L).containsEntry("persons", 1L);
        attribution.assertInvariants();

        attribution.tell(member(9, 9, 3));
        attribution.fold();
        assertThat(attribution.contents()).isEqualTo(apart);
    }

    @Test
    void memberMergedBeforeItsFacts_isFoldedAsOnePerson() {
        attribution.tell(member(9, 7, 1), campaign("c", 100, 1), control("c", 7));
        attribution.tell(sms(1, "c", 9, 10), sale(50, 1, 9, 20, 10_000));

        attribution.fold();

        assertThat(entry(50).getOrganicMinor()).as("7 is control, and 9 is 7").isEqualTo(10_000);
    }

    @Test
    void rebuildFromZero_ofEveryFeed_givesIdenticalLedgers() {
        List<FeedEvent> history = history(new Random(42));
        attribution.tell(history.toArray(FeedEvent[]::new));
        attribution.fold();
        Map<Long, LedgerEvent> before = attribution.contents();
        Map<String, Long> figures = attribution.figures();

        for (String feed : List.of("member/", "touch/", "sale/")) {
            attribution.forget(
                    attribution.handler(FeedEvent.newBuilder().setKey(feed).build()));
            attribution.fold();
            attribution.assertInvariants();
            history.stream()
                    .filter(event -> attribution.handler(event)
                            == attribution.handler(
                                    FeedEvent.newBuilder().setKey(feed).build()))
                    .forEach(attribution::tell);
            attribution.fold();
            assertThat(attribution.contents()).as("after a replay of %s", feed).isEqualTo(before);
        }
        assertThat(attribution.figures()).isEqualTo(figures);
    }

    @Test
    void anyOrderOfArrival_endsInIdenticalLedgers() {
        List<FeedEvent> history = history(new Random(42));
        attribution.tell(history.toArray(FeedEvent[]::new));
        attribution.fold();
        Map<Long, LedgerEvent> expected = attribution.contents();

        attribution.empty();
        List<FeedEvent> shuffled = new ArrayList<>(history);
        Collections.shuffle(shuffled, new Random(7));
        for (FeedEvent event : shuffled) {
            attribution.tell(event);
            if (event.getKey().endsWith("3")) {
                attribution.fold();
            }
        }
        attribution.fold();

        assertThat(attribution.contents()).isEqualTo(expected);
    }

    /** Merges, controls, identified and refunded sales of a few people. */
    private static List<FeedEvent> history(Random random) {
        List<FeedEvent> history = new ArrayList<>(List.of(
                brand("B", "Asia/Shanghai", 1),
                store("S", "B", "Europe/Paris", 4, 1),
                campaign("c1", 60, 1),
                campaign("c2", 90, 1),
                control("c1", 3),
                guide("g1", "S", 1),
                guide("c1", "cloud", 1)));
        for (int member = 1; member <= 12; member++) {
            int person = member % 4 == 0 ? member / 2 : member;
            history.add(
                    member % 3 == 0
                            ? member(member, person, 2)
                            : bound(
                                    member,
                                    person,
                                    2,
                                    binding("S", "g" + member, random.nextInt(60)),
                                    binding("T", "g1", 70)
                                            .setMode(BindingMode.BINDING_MODE_OPERATE)
                                            .setCloudGuide("c1")));
        }
        for (int touch = 1; touch <= 40; touch++) {
            history.add(sms(touch, "c" + (1 + random.nextInt(3)), 1 + random.nextInt(14), random.nextInt(70)));
        }
        for (int sale = 1; sale <= 40; sale++) {
            int hour = random.nextInt(100);
            int member = random.nextInt(15);
            history.add(sale(sale, 1, random.nextBoolean() ? 0 : member, "S", hour, 1_000));
            FeedEvent later = sale(sale, 2, member, "S", hour, 1_000, random.nextInt(900), 300);
            history.add(random.nextBoolean() ? later : online(later, random.nextBoolean() ? "g1" : ""));
        }
        return history;
    }

    private LedgerEntry entry(long sale) {
        return Stream.of(attribution.told().get(sale))
                .map(event -> event.getEntries(0))
                .findFirst()
                .orElseThrow();
    }
}
