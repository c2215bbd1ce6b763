package dev.touchline.touch.report;

import static dev.touchline.touch.v1.TouchStage.TOUCH_STAGE_EXECUTED;
import static dev.touchline.touch.v1.TouchStage.TOUCH_STAGE_FAILED;
import static dev.touchline.type.v1.ErrorReason.ERROR_REASON_AMOUNT_NEGATIVE;
import static dev.touchline.type.v1.ErrorReason.ERROR_REASON_BATCH_TOO_LARGE;
import static dev.touchline.type.v1.ErrorReason.ERROR_REASON_CONFLICTING_STAGE;
import static dev.touchline.type.v1.ErrorReason.ERROR_REASON_CURRENCY_UNKNOWN;
import static dev.touchline.type.v1.ErrorReason.ERROR_REASON_FIELD_MALFORMED;
import static dev.touchline.type.v1.ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE;
import static dev.touchline.type.v1.ErrorReason.ERROR_REASON_FIELD_REQUIRED;
import static dev.touchline.type.v1.ErrorReason.ERROR_REASON_TIME_IN_FUTURE;
import static dev.touchline.type.v1.ErrorReason.ERROR_REASON_TIME_TOO_OLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import dev.touchline.kit.error.GrpcErrors;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.touch.TouchFixture;
import dev.touchline.touch.v1.FailureReason;
import dev.touchline.touch.v1.StageFact;
import dev.touchline.touch.v1.Touch;
import dev.touchline.touch.v1.TouchInput;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.DocumentType;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.Identifier;
import dev.touchline.type.v1.ItemOutcome;
import dev.touchline.type.v1.ItemResult;
import dev.touchline.type.v1.Money;
import dev.touchline.type.v1.TouchKey;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is outside the contract: each refused with its reason, at the limit and one past it, beside good neighbours. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class TouchRefusalsTest extends TouchFixture {

    @Test
    void badReport_doesNotFailItsBatch() {
        List<ItemResult> results = record(List.of(
                input(sms("good-1")).build(),
                input(sms("")).build(),
                input(sms("good-2")).build()));

        assertThat(results)
                .extracting(ItemResult::getOutcome)
                .containsExactly(
                        ItemOutcome.ITEM_OUTCOME_ACCEPTED,
                        ItemOutcome.ITEM_OUTCOME_REJECTED,
                        ItemOutcome.ITEM_OUTCOME_ACCEPTED);
        assertThat(results).extracting(ItemResult::getIndex).containsExactly(0, 1, 2);
    }

    @Test
    void keysAndTexts_atAndPastTheirLimits() {
        refused(
                touch -> touch.setKey(TouchKey.newBuilder().setNumber("n")),
                "touch.key.source",
                ERROR_REASON_FIELD_REQUIRED);
        refused(touch -> touch.setKey(key("")), "touch.key.number", ERROR_REASON_FIELD_REQUIRED);
        accepted(touch -> touch.setKey(key("n".repeat(128))));
        refused(touch -> touch.setKey(key("n".repeat(129))), "touch.key.number", ERROR_REASON_FIELD_OUT_OF_RANGE);
        accepted(touch ->
                touch.setCampaign("c".repeat(64)).setGuide("g".repeat(64)).setStore("s".repeat(64)));
        refused(touch -> touch.setCampaign("c".repeat(65)), "touch.campaign", ERROR_REASON_FIELD_OUT_OF_RANGE);
        refused(touch -> touch.setGuide("g".repeat(65)), "touch.guide", ERROR_REASON_FIELD_OUT_OF_RANGE);
        refused(touch -> touch.setStore("s".repeat(65)), "touch.store", ERROR_REASON_FIELD_OUT_OF_RANGE);
        accepted(touch -> touch.setCoupon("k".repeat(128)));
        refused(touch -> touch.setCoupon("k".repeat(129)), "touch.coupon", ERROR_REASON_FIELD_OUT_OF_RANGE);
        refused(touch -> touch.setCoupon("nul\0"), "touch.coupon", ERROR_REASON_FIELD_MALFORMED);
    }

    @Test
    void enumsAndAmounts_outsideTheContract_areRefused() {
        refused(Touch.Builder::clearChannel, "touch.channel", ERROR_REASON_FIELD_REQUIRED);
        refused(touch -> touch.setChannelValue(99), "touch.channel", ERROR_REASON_FIELD_MALFORMED);
        refused(touch -> touch.setMessageClassValue(99), "touch.message_class", ERROR_REASON_FIELD_MALFORMED);
        refused(touch -> touch.setCost(money(-1, "CNY")), "touch.cost", ERROR_REASON_AMOUNT_NEGATIVE);
        refused(touch -> touch.setCost(money(1, "RMB")), "touch.cost.currency_code", ERROR_REASON_CURRENCY_UNKNOWN);
        refused(
                touch -> touch.setExpiresAt(Timestamp.newBuilder().setNanos(-1)),
                "touch.expires_at",
                ERROR_REASON_FIELD_MALFORMED);
        refused(
                touch -> touch.setRedeemedOn(DocumentKey.newBuilder()
                        .setSource("till")
                        .setNumber("1")
                        .setType(DocumentType.DOCUMENT_TYPE_REFUND)),
                "touch.redeemed_on.type",
                ERROR_REASON_FIELD_OUT_OF_RANGE);
    }

    @Test
    void people_outsideTheContract_areRefused() {
        refused(Touch.Builder::clearMemberId, "identifiers", ERROR_REASON_FIELD_REQUIRED);
        refused(touch -> touch.setMemberId(-1), "touch.member_id", ERROR_REASON_FIELD_OUT_OF_RANGE);
        assertAccepted(record(input(sms("ten").clearMemberId(), phones(10))));
        assertRejected(
                record(input(sms("eleven").clearMemberId(), phones(11))),
                "identifiers",
                ERROR_REASON_FIELD_OUT_OF_RANGE);
        ItemResult malformed = record(input(sms("malformed").clearMemberId(), phone("12 34")));
        assertRejected(malformed, "identifiers.value", ERROR_REASON_FIELD_MALFORMED);
        assertThat(malformed.toString()).doesNotContain("12 34").doesNotContain("1234");
    }

    @Test
    void stages_outsideTheContract_areRefused() {
        StageFact good = stage(TOUCH_STAGE_EXECUTED, 0);
        refused(
                touch -> touch.addStages(good.toBuilder().clearStage()),
                "touch.stages.stage",
                ERROR_REASON_FIELD_REQUIRED);
        refused(
                touch -> touch.addStages(good.toBuilder().setStageValue(9)),
                "touch.stages.stage",
                ERROR_REASON_FIELD_MALFORMED);
        refused(
                touch -> touch.addStages(good.toBuilder().clearOccurredAt()),
                "touch.stages.occurred_at",
                ERROR_REASON_FIELD_REQUIRED);
        refused(
                touch -> touch.addStages(good.toBuilder().setFailureReason(FailureReason.FAILURE_REASON_CAPPED)),
                "touch.stages.failure_reason",
                ERROR_REASON_FIELD_OUT_OF_RANGE);
        accepted(touch -> touch.addStages(
                stage(TOUCH_STAGE_FAILED, 0).toBuilder().setFailureReason(FailureReason.FAILURE_REASON_CAPPED)));
        refused(
                touch -> touch.addStages(good).addStages(stage(TOUCH_STAGE_EXECUTED, 1)),
                "touch.stages.executed",
                ERROR_REASON_CONFLICTING_STAGE);
        accepted(touch ->
                touch.addAllStages(IntStream.range(0, 6).mapToObj(i -> good).toList()));
        refused(
                touch -> touch.addAllStages(
                        IntStream.range(0, 7).mapToObj(i -> good).toList()),
                "touch.stages",
                ERROR_REASON_FIELD_OUT_OF_RANGE);
    }

    @Test
    void times_beyondTolerance_areRefused() {
        accepted(touch -> touch.addStages(at(Instant.now().plusSeconds(290))));
        refused(
                touch -> touch.addStages(at(Instant.now().plusSeconds(310))),
                "touch.stages.occurred_at",
                ERROR_REASON_TIME_IN_FUTURE);
        accepted(touch -> touch.addStages(at(Instant.parse("2000-01-01T00:00:00Z"))));
        refused(
                touch -> touch.addStages(at(Instant.parse("1999-12-31T23:59:59.999999Z"))),
                "touch.stages.occurred_at",
                ERROR_REASON_TIME_TOO_OLD);
    }

    @Test
    void batches_atAndPastTheLimit() {
        assertThat(record(inputs(500))).hasSize(500).allSatisfy(TouchFixture::assertAccepted);
        assertThatThrownBy(() -> record(inputs(501)))
                .satisfies(thrown -> assertThat(GrpcErrors.reasonOf(thrown)).isEqualTo(ERROR_REASON_BATCH_TOO_LARGE));
        assertThatThrownBy(() -> record(List.of()))
                .satisfies(thrown -> assertThat(GrpcErrors.reasonOf(thrown)).isEqualTo(ERROR_REASON_FIELD_REQUIRED));
    }

    private static List<TouchInput> inputs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> input(sms("batch-" + i)).build())
                .toList();
    }

    private static int number;

    private void accepted(UnaryOperator<Touch.Builder> change) {
        assertAccepted(record(input(change.apply(sms("fresh-" + number++)))));
    }

    private void refused(UnaryOperator<Touch.Builder> change, String field, ErrorReason reason) {
        assertRejected(record(input(change.apply(sms("fresh-" + number++)))), field, reason);
    }

    private static StageFact at(Instant instant) {
        return StageFact.newBuilder()
                .setStage(TOUCH_STAGE_EXECUTED)
                .setOccurredAt(ProtoTime.timestamp(instant))
                .build();
    }

    private static Money money(long minorUnits, String currency) {
        return Money.newBuilder()
                .setMinorUnits(minorUnits)
                .setCurrencyCode(currency)
                .build();
    }

    private static Identifier[] phones(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> phone("1330000" + (1000 + i)))
                .toArray(Identifier[]::new);
    }
}
