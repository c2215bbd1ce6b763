package dev.touchline.cli.load;

import com.google.protobuf.Timestamp;
import dev.touchline.cli.mapping.BadCell;
import dev.touchline.cli.mapping.Choices;
import dev.touchline.cli.mapping.Row;
import dev.touchline.touch.v1.ArmInput;
import dev.touchline.touch.v1.Campaign;
import dev.touchline.touch.v1.UnitOfAssignment;
import dev.touchline.type.v1.Arm;
import dev.touchline.type.v1.Money;
import dev.touchline.type.v1.TouchChannel;

/** Reads campaigns and arms, each from one row. */
final class CampaignRows {
    private static final int MILLION = 1_000_000;
    private static final int MAX_PRIORITY = 1_000;

    private CampaignRows() {}

    static Campaign read(Row row) throws BadCell {
        Campaign.Builder campaign = Campaign.newBuilder()
                .setKey(row.required("key"))
                .setName(row.text("name"))
                .setBrand(row.text("brand"))
                .setStart(row.requiredTime("start"))
                .setEnd(row.requiredTime("end"))
                .setControlPpm((int) row.number("control_ppm", 0, 0, MILLION))
                .setUnit(row.choice(
                        "unit",
                        UnitOfAssignment.class,
                        "UNIT_OF_ASSIGNMENT_",
                        UnitOfAssignment.UNIT_OF_ASSIGNMENT_MEMBER))
                .setPurpose(row.text("purpose"))
                .setCrowd(row.text("crowd"))
                .setPriority((int) row.number("priority", 0, 0, MAX_PRIORITY));
        for (String channel : row.list("channels")) {
            campaign.addChannels(Choices.parse("channels", channel, TouchChannel.class, "TOUCH_CHANNEL_"));
        }
        String currency = row.mapping().currency();
        Long budget = row.minor("budget", currency);
        if (budget != null) {
            campaign.setBudget(Money.newBuilder().setMinorUnits(budget).setCurrencyCode(currency));
        }
        Timestamp cancelled = row.time("cancelled_at");
        if (cancelled != null) {
            campaign.setCancelledAt(cancelled);
        }
        return campaign.build();
    }

    static ArmInput readArm(Row row) throws BadCell {
        return ArmInput.newBuilder()
                .setCampaign(row.required("campaign"))
                .addAllIdentifiers(row.identifiers())
                .setStore(row.text("store"))
                .setArm(row.choice("arm", Arm.class, "ARM_", Arm.ARM_UNSPECIFIED))
                .build();
    }
}
