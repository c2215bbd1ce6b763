package dev.touchline.touch.report;

import dev.touchline.kit.error.Check;
import dev.touchline.kit.error.Rejection;
import dev.touchline.touch.Forms;
import dev.touchline.touch.PersonForm;
import dev.touchline.touch.journey.Addressee;
import dev.touchline.touch.journey.Content;
import dev.touchline.touch.journey.OrderKey;
import dev.touchline.touch.journey.Report;
import dev.touchline.touch.journey.Stage;
import dev.touchline.touch.journey.StageFact;
import dev.touchline.touch.journey.TouchKey;
import dev.touchline.touch.v1.MessageClass;
import dev.touchline.touch.v1.Touch;
import dev.touchline.touch.v1.TouchInput;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.DocumentType;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.IdentifierHash;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Reads a report of a touch, and refuses what is outside the contract. */
@ApplicationScoped
class TouchForm {

    private static final int MAX_NUMBER = 128;
    private static final int MAX_STAGES = 6;

    private final PersonForm person;
    private final TouchConfig config;

    TouchForm(PersonForm person, TouchConfig config) {
        this.person = person;
        this.config = config;
    }

    TouchReport read(int index, TouchInput input, Instant now) {
        Touch touch = input.getTouch();
        TouchKey key = key(touch.getKey());
        Check.range("touch.member_id", touch.getMemberId(), 0, Long.MAX_VALUE);
        boolean byId = touch.getMemberId() > 0;
        if (!byId && input.getIdentifiersCount() == 0) {
            throw Rejection.required("identifiers");
        }
        List<IdentifierHash> identifiers = byId ? List.of() : person.hashed(input.getIdentifiersList());
        Forms.atMost("touch.stages", touch.getStagesList(), MAX_STAGES);
        List<StageFact> stages =
                touch.getStagesList().stream().map(fact -> stage(fact, now)).toList();
        OrderKey redeemedOn = touch.hasRedeemedOn() ? order(touch.getRedeemedOn()) : null;
        Addressee addressee = new Addressee(touch.getMemberId(), Map.of());
        return new TouchReport(index, new Report(key, content(touch), addressee, stages, redeemedOn), identifiers);
    }

    static TouchKey key(dev.touchline.type.v1.TouchKey key) {
        return new TouchKey(
                Forms.key("touch.key.source", key.getSource(), 1),
                Check.text("touch.key.number", key.getNumber(), 1, MAX_NUMBER));
    }

    private static Content content(Touch touch) {
        boolean costs = touch.hasCost();
        if (costs) {
            Forms.cost("touch.cost", touch.getCost());
        }
        int messageClass = Forms.known("touch.message_class", touch.getMessageClass());
        return new Content(
                Forms.key("touch.campaign", touch.getCampaign(), 0),
                Forms.required("touch.channel", touch.getChannel()),
                Forms.key("touch.guide", touch.getGuide(), 0),
                Forms.key("touch.store", touch.getStore(), 0),
                Check.text("touch.coupon", touch.getCoupon(), 0, MAX_NUMBER),
                messageClass == 0 ? MessageClass.MESSAGE_CLASS_MARKETING_VALUE : messageClass,
                costs ? touch.getCost().getMinorUnits() : null,
                costs ? touch.getCost().getCurrencyCode() : "",
                touch.hasExpiresAt() ? Forms.instant("touch.expires_at", true, touch.getExpiresAt()) : null,
                touch.getByCloudGuide());
    }

    private StageFact stage(dev.touchline.touch.v1.StageFact fact, Instant now) {
        Stage stage = Stage.of(Forms.required("touch.stages.stage", fact.getStage()));
        Instant occurredAt = Forms.instant("touch.stages.occurred_at", fact.hasOccurredAt(), fact.getOccurredAt());
        believable(occurredAt, now);
        int reason = Forms.known("touch.stages.failure_reason", fact.getFailureReason());
        if (reason != 0 && stage != Stage.FAILED) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE,
                    "touch.stages.failure_reason",
                    fact.getFailureReason(),
                    "unspecified, or stage FAILED");
        }
        return new StageFact(stage, occurredAt, reason, now);
    }

    private void believable(Instant occurredAt, Instant now) {
        Instant latest = now.plus(config.futureTolerance());
        if (occurredAt.isAfter(latest)) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_TIME_IN_FUTURE,
                    "touch.stages.occurred_at",
                    occurredAt,
                    "not after " + latest);
        }
        if (occurredAt.isBefore(config.earliest())) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_TIME_TOO_OLD,
                    "touch.stages.occurred_at",
                    occurredAt,
                    "not before " + config.earliest());
        }
    }

    private static OrderKey order(DocumentKey key) {
        if (key.getType() != DocumentType.DOCUMENT_TYPE_ORDER) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE, "touch.redeemed_on.type", key.getType(), "ORDER");
        }
        return new OrderKey(
                Forms.key("touch.redeemed_on.source", key.getSource(), 1),
                key.getTypeValue(),
                Check.text("touch.redeemed_on.number", key.getNumber(), 1, MAX_NUMBER));
    }
}
