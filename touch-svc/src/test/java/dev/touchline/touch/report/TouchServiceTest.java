package dev.touchline.touch.report;

import static dev.touchline.touch.v1.TouchStage.TOUCH_STAGE_ASSIGNED;
import static dev.touchline.touch.v1.TouchStage.TOUCH_STAGE_CANCELLED;
import static dev.touchline.touch.v1.TouchStage.TOUCH_STAGE_DELIVERED;
import static dev.touchline.touch.v1.TouchStage.TOUCH_STAGE_EXECUTED;
import static dev.touchline.touch.v1.TouchStage.TOUCH_STAGE_RESPONDED;
import static dev.touchline.type.v1.ErrorReason.ERROR_REASON_CONFLICTING_DUPLICATE;
import static dev.touchline.type.v1.ErrorReason.ERROR_REASON_CONFLICTING_STAGE;
import static dev.touchline.type.v1.ErrorReason.ERROR_REASON_COUPON_NOT_REDEEMABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchline.kit.error.GrpcErrors;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.touch.TouchFixture;
import dev.touchline.touch.v1.StageFact;
import dev.touchline.touch.v1.Touch;
import dev.touchline.touch.v1.TouchEvent;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.DocumentType;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.ItemOutcome;
import dev.touchline.type.v1.ItemResult;
import dev.touchline.type.v1.Money;
import dev.touchline.type.v1.TouchChannel;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Touches through their stubs: stage by stage, in versions, with one event each; contradictions refused. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class TouchServiceTest extends TouchFixture {

    @Test
    void record_ofTheSameReport_isADuplicateWithoutEvent() {
        Touch.Builder touch = sms("same", stage(TOUCH_STAGE_DELIVERED, 1))
                .setGuide("g")
                .setStore("s")
                .setCost(Money.newBuilder().setMinorUnits(5).setCurrencyCode("CNY"))
                .setExpiresAt(at(99))
                .setByCloudGuide(true);

        assertAccepted(record(input(touch)));
        assertDuplicate(record(input(touch)));

        Touch stored = touch("same");
        assertThat(events("touch/" + stored.getTouchId(), 1).get(0).getTouch()).isEqualTo(stored);
        assertThat(stored.toBuilder()
                        .clearTouchId()
                        .clearStages()
                        .clearMessageClass()
                        .build())
                .isEqualTo(touch.clearStages().build());
    }

    @Test
    void record_ofLaterStages_raisesTheVersionOncePerBatch() {
        assertAccepted(record(input(sms("steps", stage(TOUCH_STAGE_ASSIGNED, 1)))));

        List<ItemResult> results = record(List.of(
                input(sms("steps", stage(TOUCH_STAGE_RESPONDED, 4))).build(),
                input(sms("steps", stage(TOUCH_STAGE_EXECUTED, 2), stage(TOUCH_STAGE_ASSIGNED, 1)))
                        .build(),
                input(sms("steps", stage(TOUCH_STAGE_EXECUTED, 2))).build()));

        assertAccepted(results.get(0));
        assertAccepted(results.get(1));
        assertDuplicate(results.get(2));
        List<TouchEvent> events = events("touch/" + touch("steps").getTouchId(), 2);
        assertThat(events.get(1).getTouch()).isEqualTo(touch("steps"));
        assertThat(touch("steps").getStagesList())
                .extracting(StageFact::getStage)
                .containsExactly(TOUCH_STAGE_ASSIGNED, TOUCH_STAGE_EXECUTED, TOUCH_STAGE_RESPONDED);
        assertThat(touch("steps").getStagesList()).allMatch(StageFact::hasRecordedAt);
    }

    @Test
    void record_withoutStages_isATouchAllTheSame() {
        assertAccepted(record(input(sms("bare"))));
        assertDuplicate(record(input(sms("bare"))));
        assertThat(touch("bare").getStagesCount()).isZero();
    }

    @Test
    void record_ofNewTouchTwiceInOneBatch_isOneTouchInOneVersion() {
        List<ItemResult> results = record(List.of(
                input(sms("twice", stage(TOUCH_STAGE_EXECUTED, 1))).build(),
                input(sms("twice", stage(TOUCH_STAGE_EXECUTED, 1))).build(),
                input(sms("twice", stage(TOUCH_STAGE_DELIVERED, 2))).build(),
                input(sms("twice", stage(TOUCH_STAGE_DELIVERED, 3))).build()));

        assertThat(results)
                .extracting(ItemResult::getOutcome)
                .containsExactly(
                        ItemOutcome.ITEM_OUTCOME_ACCEPTED,
                        ItemOutcome.ITEM_OUTCOME_DUPLICATE,
                        ItemOutcome.ITEM_OUTCOME_ACCEPTED,
                        ItemOutcome.ITEM_OUTCOME_REJECTED);
        events("touch/" + touch("twice").getTouchId(), 1);
    }

    @Test
    void record_ofTheSameStageAtAnotherTime_isRejectedAndChangesNothing() {
        record(input(sms("conflict", stage(TOUCH_STAGE_EXECUTED, 1))));
        Touch before = touch("conflict");

        ItemResult result =
                record(input(sms("conflict", stage(TOUCH_STAGE_EXECUTED, 2), stage(TOUCH_STAGE_CANCELLED, 3))));

        assertRejected(result, "touch.stages.executed", ERROR_REASON_CONFLICTING_STAGE);
        assertThat(result.getMetadataMap()).containsEntry("key", "crm/conflict");
        assertThat(touch("conflict")).isEqualTo(before);
    }

    @Test
    void record_ofOtherContent_isRejected() {
        record(input(sms("content")));

        assertRejected(record(input(sms("content").setStore("other"))), "touch", ERROR_REASON_CONFLICTING_DUPLICATE);
        assertDuplicate(record(input(sms("content").setMemberId(8))));
        events("touch/" + touch("content").getTouchId(), 1);
    }

    @Test
    void redemption_countsOnceAndOnlyBeforeExpiry() {
        Touch.Builder coupon = coupon("redeem", 7).setExpiresAt(at(100));
        record(input(coupon));

        assertAccepted(
                record(input(coupon.clone().setRedeemedOn(order("o-1")).addStages(stage(TOUCH_STAGE_RESPONDED, 100)))));
        assertDuplicate(record(input(coupon.clone().setRedeemedOn(order("o-1")))));
        assertRejected(
                record(input(coupon.clone().setRedeemedOn(order("o-2")))),
                "touch.redeemed_on",
                ERROR_REASON_COUPON_NOT_REDEEMABLE);
        assertThat(touch("redeem").getRedeemedOn()).isEqualTo(order("o-1"));
        events("touch/" + touch("redeem").getTouchId(), 2);

        Touch.Builder late = coupon("redeem-late", 7).setExpiresAt(at(100));
        record(input(late));
        assertRejected(
                record(input(late.clone().setRedeemedOn(order("o-3")).addStages(stage(TOUCH_STAGE_RESPONDED, 101)))),
                "touch.redeemed_on",
                ERROR_REASON_COUPON_NOT_REDEEMABLE);
        assertThat(touch("redeem-late").hasRedeemedOn()).isFalse();
    }

    @Test
    void oneCouponId_onTouchesOfSeveralMembers_staysApart() {
        record(List.of(
                input(coupon("shared-1", 7)).build(),
                input(coupon("shared-2", 8)).build()));

        assertAccepted(record(input(coupon("shared-2", 8).setRedeemedOn(order("o-9")))));

        assertThat(touch("shared-1").hasRedeemedOn()).isFalse();
        assertThat(touch("shared-2").getRedeemedOn()).isEqualTo(order("o-9"));
        assertThat(touch("shared-1").getCoupon()).isEqualTo(touch("shared-2").getCoupon());
    }

    @Test
    void getTouch_thatDoesNotExist_isNotFound() {
        assertThatThrownBy(() -> touch("nobody")).satisfies(thrown -> assertThat(GrpcErrors.reasonOf(thrown))
                .isEqualTo(ErrorReason.ERROR_REASON_NOT_FOUND));
        assertThatThrownBy(() -> touch("")).satisfies(thrown -> assertThat(GrpcErrors.reasonOf(thrown))
                .isEqualTo(ErrorReason.ERROR_REASON_FIELD_REQUIRED));
    }

    private static Touch.Builder coupon(String number, long member) {
        return sms(number)
                .setChannel(TouchChannel.TOUCH_CHANNEL_COUPON)
                .setCoupon("K-1")
                .setMemberId(member);
    }

    private static DocumentKey order(String number) {
        return DocumentKey.newBuilder()
                .setSource("till")
                .setType(DocumentType.DOCUMENT_TYPE_ORDER)
                .setNumber(number)
                .build();
    }
}
