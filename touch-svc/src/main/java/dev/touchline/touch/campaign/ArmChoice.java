package dev.touchline.touch.campaign;

import com.google.protobuf.ByteString;
import dev.touchline.kit.error.Rejection;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.touch.PersonForm;
import dev.touchline.touch.arm.ArmDraw;
import dev.touchline.touch.campaign.Arms.Key;
import dev.touchline.touch.v1.ArmAssignment;
import dev.touchline.touch.v1.AssignedBy;
import dev.touchline.touch.v1.Campaign;
import dev.touchline.touch.v1.UnitOfAssignment;
import dev.touchline.type.v1.Arm;
import dev.touchline.type.v1.ErrorReason;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which unit and which arm a request means: the sender's arm, or one that is drawn. */
@ApplicationScoped
class ArmChoice {

    private final Clock clock;
    private final ArmDraw draw;

    ArmChoice(Clock clock, @ConfigProperty(name = "touchline.arms.salt") String salt) {
        this.clock = clock;
        this.draw = new ArmDraw(salt);
    }

    /** The assignment that a request amounts to, or the Rejection that says why there is none. */
    ArmAssignment wanted(ArmRequest request, Map<ByteString, Long> known, Campaigns.Stored campaign) {
        if (campaign == null) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_UNKNOWN_CAMPAIGN, "campaign", request.campaign(), "one that exists");
        }
        boolean stores = campaign.campaign().getUnit() == UnitOfAssignment.UNIT_OF_ASSIGNMENT_STORE;
        if (stores == request.store().isEmpty()) {
            throw Rejection.required(stores ? "store" : "identifiers");
        }
        ArmAssignment.Builder arm = ArmAssignment.newBuilder()
                .setCampaign(request.campaign())
                .setStore(request.store())
                .setAssignedAt(ProtoTime.timestamp(clock.instant().truncatedTo(ChronoUnit.MICROS)));
        if (!stores) {
            arm.setMemberId(member(request, known));
        }
        boolean drawn = request.arm() == Arm.ARM_UNSPECIFIED;
        return arm.setArm(drawn ? drawn(campaign.campaign(), arm.build()) : request.arm())
                .setAssignedBy(drawn ? AssignedBy.ASSIGNED_BY_HASH : AssignedBy.ASSIGNED_BY_SENDER)
                .build();
    }

    private static long member(ArmRequest request, Map<ByteString, Long> known) {
        if (request.member() > 0) {
            return request.member();
        }
        return PersonForm.members(request.hashes(), known).stream()
                .findFirst()
                .orElseThrow(() -> Rejection.notFound("identifiers", "a person that nobody knows"));
    }

    private Arm drawn(Campaign campaign, ArmAssignment arm) {
        return draw.control(campaign.getKey(), Key.of(arm).unit(), campaign.getControlPpm())
                ? Arm.ARM_CONTROL
                : Arm.ARM_TREATED;
    }
}
