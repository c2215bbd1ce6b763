package dev.touchline.touch.campaign;

import dev.touchline.kit.error.Check;
import dev.touchline.kit.error.Rejection;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.touch.Forms;
import dev.touchline.touch.v1.Campaign;
import dev.touchline.touch.v1.UnitOfAssignment;
import dev.touchline.type.v1.ErrorReason;
import java.time.Instant;

/** Reads a campaign, and refuses what is outside the contract. */
final class CampaignForm {

    private static final int MAX_NAME = 200;
    private static final int MAX_CHANNELS = 20;
    private static final int MAX_PPM = 1_000_000;
    private static final int MAX_PRIORITY = 1000;

    private CampaignForm() {}

    /** The campaign with times to the microsecond and its unit set, or the Rejection that says what is wrong. */
    static Campaign read(Campaign input) {
        Forms.key("key", input.getKey(), 1);
        Check.text("name", input.getName(), 0, MAX_NAME);
        Forms.key("brand", input.getBrand(), 0);
        Forms.atMost("channels", input.getChannelsList(), MAX_CHANNELS);
        input.getChannelsList().forEach(channel -> Forms.required("channels", channel));
        Check.range("control_ppm", input.getControlPpm(), 0, MAX_PPM);
        Forms.key("purpose", input.getPurpose(), 0);
        Forms.key("crowd", input.getCrowd(), 0);
        Check.range("priority", input.getPriority(), 0, MAX_PRIORITY);
        if (input.hasBudget()) {
            Forms.cost("budget", input.getBudget());
        }
        return input.toBuilder().mergeFrom(times(input)).setUnit(unit(input)).build();
    }

    private static Campaign times(Campaign input) {
        Instant start = Forms.instant("start", input.hasStart(), input.getStart());
        Instant end = Forms.instant("end", input.hasEnd(), input.getEnd());
        if (!end.isAfter(start)) {
            throw Rejection.field(ErrorReason.ERROR_REASON_PERIOD_EMPTY, "end", end, "after " + start);
        }
        Campaign.Builder times =
                Campaign.newBuilder().setStart(ProtoTime.timestamp(start)).setEnd(ProtoTime.timestamp(end));
        if (input.hasCancelledAt()) {
            times.setCancelledAt(ProtoTime.timestamp(Forms.instant("cancelled_at", true, input.getCancelledAt())));
        }
        return times.build();
    }

    private static UnitOfAssignment unit(Campaign input) {
        return Forms.known("unit", input.getUnit()) == UnitOfAssignment.UNIT_OF_ASSIGNMENT_STORE_VALUE
                ? UnitOfAssignment.UNIT_OF_ASSIGNMENT_STORE
                : UnitOfAssignment.UNIT_OF_ASSIGNMENT_MEMBER;
    }
}
