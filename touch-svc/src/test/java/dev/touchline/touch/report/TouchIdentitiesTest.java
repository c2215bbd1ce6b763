package dev.touchline.touch.report;

import static dev.touchline.touch.v1.TouchStage.TOUCH_STAGE_DELIVERED;
import static dev.touchline.touch.v1.TouchStage.TOUCH_STAGE_EXECUTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.kittest.PostgresResource;
import dev.touchline.operations.v1.Backlog;
import dev.touchline.touch.MemberFeed;
import dev.touchline.touch.TouchFixture;
import dev.touchline.touch.v1.RecordTouchesRequest;
import dev.touchline.touch.v1.Touch;
import dev.touchline.touch.v1.TouchEvent;
import dev.touchline.touch.v1.TouchInput;
import dev.touchline.type.v1.Identifier;
import dev.touchline.type.v1.IdentifierType;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Touches of people whom nobody knows yet: accepted, waiting, identified, never forgotten. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class TouchIdentitiesTest extends TouchFixture {

    @Inject
    MemberFeed members;

    @Test
    void touch_ofAnUnknownPerson_waitsAndIsIdentifiedLater() {
        assertAccepted(record(input(unknown("waits"), phone("15000000001"), device("waits-d"))));
        assertThat(touch("waits").getMemberId()).isZero();
        Backlog waiting = backlog();
        assertThat(waiting.getCount()).isPositive();
        assertThat(waiting.hasOldestSince()).isTrue();
        assertThat(waiting.getBlocksCompletion()).isFalse();

        tell(71, phone("15000000001"));
        tell(71, phone("15000000001"));

        assertThat(touch("waits").getMemberId()).isEqualTo(71);
        List<TouchEvent> events = events("touch/" + touch("waits").getTouchId(), 2);
        assertThat(events).extracting(event -> event.getTouch().getMemberId()).containsExactly(0L, 71L);
        assertDuplicate(record(input(unknown("waits"), phone("150-0000-0001"), device("waits-d"))));
        assertInvariants();
    }

    @Test
    void touch_ofAKnownPerson_isResolvedByTheStrongestIdentifier() {
        tell(72, phone("15000000002"));
        tell(73, device("known-d"));

        assertAccepted(record(input(unknown("known"), device("known-d"), phone("15000000002"))));

        assertThat(touch("known").getMemberId()).isEqualTo(72);
        assertDuplicate(record(input(unknown("known"), device("known-d")).addIdentifiers(phone("15000000002"))));
        assertDuplicate(record(input(unknown("known"), device("known-d"))));
        assertThat(touch("known").getMemberId())
                .as("another report, no conflict")
                .isEqualTo(72);
    }

    /** Two reports of one touch and the two members behind them, in all 24 orders. */
    @Test
    void touch_ofTwoMembers_isOfTheSameInEveryOrder() {
        List<List<Integer>> orders = new ArrayList<>();
        permute(List.of(), orders);
        for (int i = 0; i < orders.size(); i++) {
            Touch.Builder touch = unknown("order-" + i);
            Identifier phone = phone("1700000" + (1000 + i));
            Identifier card = phone.toBuilder()
                    .setType(IdentifierType.IDENTIFIER_TYPE_CARD)
                    .build();
            List<Runnable> steps = List.of(
                    () -> assertAccepted(record(
                            input(touch.clone().addStages(stage(TOUCH_STAGE_EXECUTED, 1)), card, device("shared")))),
                    () -> assertAccepted(
                            record(input(touch.clone().addStages(stage(TOUCH_STAGE_DELIVERED, 2)), phone))),
                    () -> tell(7_000, card),
                    () -> tell(9_000, phone));
            orders.get(i).forEach(step -> steps.get(step).run());

            Touch told = touch("order-" + i);
            assertThat(told.getMemberId()).as("order " + orders.get(i)).isEqualTo(9_000);
            assertThat(told.getStagesCount()).isEqualTo(2);
        }
        List<TouchEvent> learnt = events("touch/" + touch("order-0").getTouchId(), 4);
        assertThat(learnt).extracting(event -> event.getTouch().getMemberId()).containsExactly(0L, 0L, 7_000L, 9_000L);
        assertInvariants();
    }

    private static void permute(List<Integer> order, List<List<Integer>> orders) {
        if (order.size() == 4) {
            orders.add(order);
        }
        for (int step = 0; step < 4; step++) {
            if (!order.contains(step)) {
                List<Integer> longer = new ArrayList<>(order);
                longer.add(step);
                permute(longer, orders);
            }
        }
    }

    @Test
    void touch_ofAKnownDevice_waitsForAnUnknownPhoneOnceItIsNamed() {
        tell(77, device("weak-d"));
        assertAccepted(record(input(unknown("weak"), device("weak-d"))));
        assertThat(touch("weak").getMemberId()).isEqualTo(77);

        assertAccepted(record(input(unknown("weak"), phone("15000000077"))));
        assertThat(touch("weak").getMemberId()).isZero();
        tell(78, phone("15000000077"));

        List<TouchEvent> events = events("touch/" + touch("weak").getTouchId(), 3);
        assertThat(events).extracting(event -> event.getTouch().getMemberId()).containsExactly(77L, 0L, 78L);
        assertInvariants();
    }

    @Test
    void touch_ofTwoMembersById_isOfTheLeastInEveryOrder() {
        record(input(unknown("ids-up").setMemberId(3)));
        record(input(unknown("ids-down").setMemberId(5)));

        assertDuplicate(record(input(unknown("ids-up").setMemberId(5))));
        assertAccepted(record(input(unknown("ids-down").setMemberId(3))));

        assertThat(touch("ids-up").getMemberId()).isEqualTo(3);
        assertThat(touch("ids-down").getMemberId()).isEqualTo(3);
        assertInvariants();
    }

    @Test
    void memberById_thatIdentifiersToldAlready_staysAgainstABetterIdentifier() {
        tell(79, device("told-d"));
        record(input(unknown("told"), device("told-d")));

        assertDuplicate(record(input(unknown("told").setMemberId(79))));
        tell(80, phone("15000000080"));
        assertDuplicate(record(input(unknown("told"), phone("15000000080"))));

        assertThat(touch("told").getMemberId()).isEqualTo(79);
        assertInvariants();
    }

    @Test
    void waitingTouch_whoseNextReportNamesTheMember_isIdentifiedByIt() {
        record(input(unknown("named"), phone("15000000003")));

        assertAccepted(record(input(unknown("named").setMemberId(74).addStages(stage(TOUCH_STAGE_DELIVERED, 5)))));

        assertThat(touch("named").getMemberId()).isEqualTo(74);
        tell(75, phone("15000000003"));
        assertThat(touch("named").getMemberId()).as("it does not move").isEqualTo(74);
        events("touch/" + touch("named").getTouchId(), 2);
        assertInvariants();
    }

    @Test
    void waitingTouch_keepsCollectingStages() {
        record(input(unknown("stages"), phone("15000000004")));
        assertAccepted(
                record(input(unknown("stages").addStages(stage(TOUCH_STAGE_EXECUTED, 3)), phone("15000000004"))));

        tell(76, phone("15000000004"));

        Touch told = events("touch/" + touch("stages").getTouchId(), 3).get(2).getTouch();
        assertThat(told).isEqualTo(touch("stages"));
        assertThat(told.getStagesCount()).isEqualTo(1);
    }

    /** The lock that makes this hold is kit's; here both sides run as the service runs them. */
    @Test
    void touches_thatArriveWhileTheirPeopleAreLearned_areAllIdentified() {
        List<Uni<?>> calls = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String phone = "1510000" + (1000 + i);
            List<TouchInput> batch = new ArrayList<>();
            for (int copy = 0; copy < 3; copy++) {
                batch.add(input(unknown("race-" + i + "-" + copy), phone(phone), device("race-" + i % 7))
                        .build());
            }
            calls.add(touches.recordTouches(
                    RecordTouchesRequest.newBuilder().addAllTouches(batch).build()));
            calls.add(members.tell(1_000 + i, phone(phone)));
        }

        Multi.createFrom()
                .iterable(calls)
                .onItem()
                .<Object>transformToUni(call -> call.map(answer -> "done"))
                .merge(8)
                .collect()
                .asList()
                .await()
                .atMost(PATIENCE);

        for (int i = 0; i < 60; i++) {
            assertThat(touch("race-" + i + "-2").getMemberId()).isEqualTo(1_000 + i);
        }
        assertInvariants();
    }

    private Backlog backlog() {
        return progress().getBacklogsList().stream()
                .filter(backlog -> backlog.getName().equals("unidentified_touches"))
                .findFirst()
                .orElseThrow();
    }

    private void tell(long member, Identifier... identifiers) {
        members.tell(member, identifiers).await().atMost(PATIENCE);
    }

    private static Touch.Builder unknown(String number) {
        return sms(number).clearMemberId();
    }
}
