package dev.touchline.touch.campaign;

import static dev.touchline.type.v1.ErrorReason.ERROR_REASON_OUT_OF_SCOPE;

import dev.touchline.kit.access.Caller;
import dev.touchline.kit.access.Role;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.touch.TouchFixture;
import dev.touchline.touch.v1.ArmInput;
import dev.touchline.touch.v1.AssignArmResult;
import dev.touchline.touch.v1.AssignArmsRequest;
import dev.touchline.touch.v1.Campaign;
import dev.touchline.touch.v1.UpsertCampaignsRequest;
import dev.touchline.type.v1.ItemResult;
import io.grpc.Context;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is stored under a campaign's key decides who may change it, not only what the request says. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class CampaignScopeTest extends TouchFixture {

    private static final Caller SOUTH = new Caller("south-hq", Role.HEADQUARTERS, Set.of("south"), Set.of());

    @Inject
    @GrpcService
    CampaignGrpc service;

    @Test
    void campaignOfAnotherBrand_isNeitherReplacedNorUsed() throws Exception {
        Campaign north = campaign("scope-north").setBrand("north").build();
        Campaign south = campaign("scope-south").setBrand("south").build();
        assertAccepted(upsert(north).get(0));

        assertRejected(upsertAsSouth(north.toBuilder().setBrand("south").build()), "key", ERROR_REASON_OUT_OF_SCOPE);
        assertAccepted(upsertAsSouth(south));
        assertAccepted(upsertAsSouth(south.toBuilder().setName("Mine").build()));
        assertRejected(assignAsSouth("scope-north").getResult(), "campaign", ERROR_REASON_OUT_OF_SCOPE);
        assertAccepted(assignAsSouth("scope-south").getResult());
        assertDuplicate(upsert(north).get(0));
        assertInvariants();
    }

    private ItemResult upsertAsSouth(Campaign campaign) throws Exception {
        UpsertCampaignsRequest request =
                UpsertCampaignsRequest.newBuilder().addCampaigns(campaign).build();
        return SOUTH.in(Context.current())
                .call(() -> service.upsertCampaigns(request))
                .await()
                .atMost(PATIENCE)
                .getResults(0);
    }

    private AssignArmResult assignAsSouth(String campaign) throws Exception {
        AssignArmsRequest request = AssignArmsRequest.newBuilder()
                .addUnits(ArmInput.newBuilder().setCampaign(campaign).setMemberId(7))
                .build();
        return SOUTH.in(Context.current())
                .call(() -> service.assignArms(request))
                .await()
                .atMost(PATIENCE)
                .getResults(0);
    }
}
