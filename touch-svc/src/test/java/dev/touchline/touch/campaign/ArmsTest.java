package dev.touchline.touch.campaign;

import static dev.touchline.type.v1.Arm.ARM_CONTROL;
import static dev.touchline.type.v1.Arm.ARM_TREATED;
import static dev.touchline.type.v1.Arm.ARM_UNSPECIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.touchline.kit.error.GrpcErrors;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.touch.MemberFeed;
import dev.touchline.touch.TouchFixture;
import dev.touchline.touch.v1.ArmAssignment;
import dev.touchline.touch.v1.ArmInput;
import dev.touchline.touch.v1.AssignArmResult;
import dev.touchline.touch.v1.AssignArmsRequest;
import dev.touchline.touch.v1.AssignArmsResponse;
import dev.touchline.touch.v1.AssignedBy;
import dev.touchline.touch.v1.UnitOfAssignment;
import dev.touchline.type.v1.Arm;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.ItemOutcome;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Arms through their stubs: once and for ever, drawn or as the sender says. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class ArmsTest extends TouchFixture {

    @Inject
    MemberFeed members;

    @Test
    void arm_ofTheSender_standsForEver() {
        upsert(campaign("frozen").build());

        AssignArmResult first = assign(member("frozen", 7, ARM_CONTROL));
        AssignArmResult other = assign(member("frozen", 7, ARM_TREATED));

        assertAccepted(first.getResult());
        assertThat(first.getArm()).isEqualTo(ARM_CONTROL);
        assertRejected(other.getResult(), "arm", ErrorReason.ERROR_REASON_ARM_FROZEN);
        assertThat(other.getArm()).as("the arm that stands").isEqualTo(ARM_CONTROL);
        assertDuplicate(assign(member("frozen", 7, ARM_CONTROL)).getResult());
        AssignArmResult open = assign(member("frozen", 7, ARM_UNSPECIFIED));
        assertDuplicate(open.getResult());
        assertThat(open.getArm()).isEqualTo(ARM_CONTROL);
        ArmAssignment told = events("arm/frozen/7", 1).get(0).getArm();
        assertThat(told.getMemberId()).isEqualTo(7);
        assertThat(told.getAssignedBy()).isEqualTo(AssignedBy.ASSIGNED_BY_SENDER);
        assertThat(told.hasAssignedAt()).isTrue();
        assertInvariants();
    }

    @Test
    void arms_thatAreDrawn_haveTheShareOfTheCampaignAndStandWhenItChanges() {
        upsert(campaign("drawn").setControlPpm(250_000).build());
        List<ArmInput> units = IntStream.rangeClosed(1, 500)
                .mapToObj(i -> member("drawn", i, ARM_UNSPECIFIED).build())
                .toList();

        List<Arm> arms = arms(assign(units));
        upsert(campaign("drawn").setControlPpm(900_000).build());

        double share = Collections.frequency(arms, ARM_CONTROL) / 500.0;
        assertThat(share).isCloseTo(0.25, within(0.1));
        assertThat(arms(assign(units))).isEqualTo(arms);
        assertThat(events("arm/drawn/1", 1).get(0).getArm().getAssignedBy()).isEqualTo(AssignedBy.ASSIGNED_BY_HASH);
    }

    @Test
    void arm_ofStores() {
        upsert(campaign("stores")
                .setUnit(UnitOfAssignment.UNIT_OF_ASSIGNMENT_STORE)
                .build());

        assertAccepted(
                assign(unit("stores").setStore("s-1").setArm(ARM_TREATED)).getResult());

        assertThat(events("arm/stores/s-1", 1).get(0).getArm().getStore()).isEqualTo("s-1");
        assertRejected(
                assign(member("stores", 7, ARM_TREATED)).getResult(), "store", ErrorReason.ERROR_REASON_FIELD_REQUIRED);
    }

    @Test
    void arm_ofAMemberByIdentifiers_needsSomebodyKnown() {
        upsert(campaign("people").build());
        members.tell(91, phone("15200000001")).await().atMost(PATIENCE);

        AssignArmResult unknown = assign(unit("people").addIdentifiers(phone("15200000002")));
        AssignArmResult known = assign(unit("people")
                .addIdentifiers(device("people-d"))
                .addIdentifiers(phone("15200000001"))
                .setArm(ARM_CONTROL));

        assertRejected(unknown.getResult(), "identifiers", ErrorReason.ERROR_REASON_NOT_FOUND);
        assertThat(unknown.toString()).doesNotContain("15200000002");
        assertAccepted(known.getResult());
        assertDuplicate(assign(member("people", 91, ARM_CONTROL)).getResult());
    }

    @Test
    void units_outsideTheContract_areRefusedBesideGoodOnes() {
        upsert(campaign("bounds").build());

        List<AssignArmResult> results = assign(List.of(
                member("bounds", 1, ARM_TREATED).build(),
                member("nowhere", 1, ARM_TREATED).build(),
                unit("bounds").build(),
                unit("bounds").setStore("s").build(),
                member("bounds", 2, ARM_TREATED).setStore("s").build(),
                member("bounds", -1, ARM_TREATED).build(),
                member("bounds", 3, ARM_TREATED).setArmValue(9).build(),
                member("", 3, ARM_TREATED).build(),
                member("bounds", 1, ARM_CONTROL).build()));

        assertAccepted(results.get(0).getResult());
        assertRejected(results.get(1).getResult(), "campaign", ErrorReason.ERROR_REASON_UNKNOWN_CAMPAIGN);
        assertRejected(results.get(2).getResult(), "identifiers", ErrorReason.ERROR_REASON_FIELD_REQUIRED);
        assertRejected(results.get(3).getResult(), "identifiers", ErrorReason.ERROR_REASON_FIELD_REQUIRED);
        assertRejected(results.get(4).getResult(), "store", ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE);
        assertRejected(results.get(5).getResult(), "member_id", ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE);
        assertRejected(results.get(6).getResult(), "arm", ErrorReason.ERROR_REASON_FIELD_MALFORMED);
        assertRejected(results.get(7).getResult(), "campaign", ErrorReason.ERROR_REASON_FIELD_REQUIRED);
        assertRejected(results.get(8).getResult(), "arm", ErrorReason.ERROR_REASON_ARM_FROZEN);
    }

    @Test
    void batches_atAndPastTheLimit() {
        upsert(campaign("limit").build());
        List<ArmInput> units =
                Collections.nCopies(500, member("limit", 1, ARM_TREATED).build());

        assertThat(assign(units)).hasSize(500);
        List<ArmInput> tooMany = new ArrayList<>(units);
        tooMany.add(units.get(0));
        assertThatThrownBy(() -> assign(tooMany)).satisfies(thrown -> assertThat(GrpcErrors.reasonOf(thrown))
                .isEqualTo(ErrorReason.ERROR_REASON_BATCH_TOO_LARGE));
    }

    /** Half of the senders say control, half treated, all at once: whoever is first stands, and everybody hears it. */
    @Test
    void sendersThatDisagree_atOnce_hearOneArm() {
        upsert(campaign("dispute").build());
        List<Uni<AssignArmsResponse>> calls = new ArrayList<>();
        for (int sender = 0; sender < 8; sender++) {
            Arm arm = sender % 2 == 0 ? ARM_CONTROL : ARM_TREATED;
            List<ArmInput> units = new ArrayList<>(IntStream.rangeClosed(1, 100)
                    .mapToObj(i -> member("dispute", i, arm).build())
                    .toList());
            Collections.shuffle(units, new Random(sender));
            calls.add(campaigns.assignArms(
                    AssignArmsRequest.newBuilder().addAllUnits(units).build()));
        }

        List<AssignArmsResponse> answers = Multi.createFrom()
                .iterable(calls)
                .onItem()
                .transformToUni(call -> call)
                .merge(8)
                .collect()
                .asList()
                .await()
                .atMost(PATIENCE);

        long accepted = answers.stream()
                .flatMap(answer -> answer.getResultsList().stream())
                .filter(result -> result.getResult().getOutcome() == ItemOutcome.ITEM_OUTCOME_ACCEPTED)
                .count();
        assertThat(accepted).isEqualTo(100);
        assertInvariants();
    }

    private AssignArmResult assign(ArmInput.Builder unit) {
        return assign(List.of(unit.build())).get(0);
    }

    private List<AssignArmResult> assign(List<ArmInput> units) {
        return campaigns
                .assignArms(AssignArmsRequest.newBuilder().addAllUnits(units).build())
                .await()
                .atMost(PATIENCE)
                .getResultsList();
    }

    private static List<Arm> arms(List<AssignArmResult> results) {
        return results.stream().map(AssignArmResult::getArm).toList();
    }

    private static ArmInput.Builder member(String campaign, long member, Arm arm) {
        return unit(campaign).setMemberId(member).setArm(arm);
    }

    private static ArmInput.Builder unit(String campaign) {
        return ArmInput.newBuilder().setCampaign(campaign);
    }
}
