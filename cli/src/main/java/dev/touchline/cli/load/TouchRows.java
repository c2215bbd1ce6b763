package dev.touchline.cli.load;

import com.google.protobuf.Timestamp;
import dev.touchline.cli.mapping.BadCell;
import dev.touchline.cli.mapping.Row;
import dev.touchline.touch.v1.FailureReason;
import dev.touchline.touch.v1.MessageClass;
import dev.touchline.touch.v1.StageFact;
import dev.touchline.touch.v1.Touch;
import dev.touchline.touch.v1.TouchInput;
import dev.touchline.touch.v1.TouchStage;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.DocumentType;
import dev.touchline.type.v1.Money;
import dev.touchline.type.v1.TouchChannel;
import dev.touchline.type.v1.TouchKey;
import java.util.Map;

/** Reads a report of a touch from one row: a column for the time of each stage. */
final class TouchRows {
    private static final Map<String, TouchStage> STAGES = Map.of(
            "assigned_at", TouchStage.TOUCH_STAGE_ASSIGNED,
            "executed_at", TouchStage.TOUCH_STAGE_EXECUTED,
            "delivered_at", TouchStage.TOUCH_STAGE_DELIVERED,
            "responded_at", TouchStage.TOUCH_STAGE_RESPONDED,
            "failed_at", TouchStage.TOUCH_STAGE_FAILED,
            "cancelled_at", TouchStage.TOUCH_STAGE_CANCELLED);

    private TouchRows() {}

    static TouchInput read(Row row) throws BadCell {
        Touch.Builder touch = Touch.newBuilder()
                .setKey(TouchKey.newBuilder().setSource(source(row)).setNumber(row.required("number")))
                .setCampaign(row.text("campaign"))
                .setChannel(row.choice(
                        "channel", TouchChannel.class, "TOUCH_CHANNEL_", TouchChannel.TOUCH_CHANNEL_UNSPECIFIED))
                .setGuide(row.text("guide"))
                .setStore(row.text("store"))
                .setCoupon(row.text("coupon"))
                .setByCloudGuide(row.flag("by_cloud_guide"))
                .setMessageClass(row.choice(
                        "message_class", MessageClass.class, "MESSAGE_CLASS_", MessageClass.MESSAGE_CLASS_UNSPECIFIED));
        if (touch.getChannel() == TouchChannel.TOUCH_CHANNEL_UNSPECIFIED) {
            throw row.bad("channel", "", "a touch channel");
        }
        addStages(row, touch);
        addCoupon(row, touch);
        Long cost = row.minor("cost", row.mapping().currency());
        if (cost != null) {
            touch.setCost(Money.newBuilder()
                    .setMinorUnits(cost)
                    .setCurrencyCode(row.mapping().currency()));
        }
        return TouchInput.newBuilder()
                .setTouch(touch)
                .addAllIdentifiers(row.identifiers())
                .build();
    }

    private static String source(Row row) throws BadCell {
        String source = row.text("source");
        return source.isEmpty() ? row.mapping().source() : source;
    }

    private static void addStages(Row row, Touch.Builder touch) throws BadCell {
        for (TouchStage stage : TouchStage.values()) {
            for (Map.Entry<String, TouchStage> column : STAGES.entrySet()) {
                if (column.getValue() == stage && row.time(column.getKey()) != null) {
                    touch.addStages(stage(row, stage, row.time(column.getKey())));
                }
            }
        }
    }

    private static StageFact stage(Row row, TouchStage stage, Timestamp at) throws BadCell {
        StageFact.Builder fact = StageFact.newBuilder().setStage(stage).setOccurredAt(at);
        if (stage == TouchStage.TOUCH_STAGE_FAILED) {
            fact.setFailureReason(row.choice(
                    "failure_reason",
                    FailureReason.class,
                    "FAILURE_REASON_",
                    FailureReason.FAILURE_REASON_UNSPECIFIED));
        }
        return fact.build();
    }

    private static void addCoupon(Row row, Touch.Builder touch) throws BadCell {
        if (!row.text("redeemed_number").isEmpty()) {
            String source = row.text("redeemed_source");
            touch.setRedeemedOn(DocumentKey.newBuilder()
                    .setSource(source.isEmpty() ? row.mapping().source() : source)
                    .setType(DocumentType.DOCUMENT_TYPE_ORDER)
                    .setNumber(row.required("redeemed_number")));
        }
        Timestamp expires = row.time("expires_at");
        if (expires != null) {
            touch.setExpiresAt(expires);
        }
    }
}
