package dev.touchline.touch.campaign;

import dev.touchline.kit.access.Caller;
import dev.touchline.kit.error.Check;
import dev.touchline.kit.error.Items;
import dev.touchline.kit.error.Rejection;
import dev.touchline.kit.paging.Page;
import dev.touchline.touch.v1.AssignArmResult;
import dev.touchline.touch.v1.AssignArmsRequest;
import dev.touchline.touch.v1.AssignArmsResponse;
import dev.touchline.touch.v1.Campaign;
import dev.touchline.touch.v1.CampaignService;
import dev.touchline.touch.v1.ListCampaignsRequest;
import dev.touchline.touch.v1.ListCampaignsResponse;
import dev.touchline.touch.v1.UpsertCampaignsRequest;
import dev.touchline.touch.v1.UpsertCampaignsResponse;
import dev.touchline.type.v1.ItemOutcome;
import dev.touchline.type.v1.ItemResult;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.util.ArrayList;
import java.util.List;

/** Campaigns and arms, at the edge. */
@GrpcService
class CampaignGrpc implements CampaignService {

    private static final int MAX_ITEMS = 500;

    private final Pool pool;
    private final Campaigns campaigns;
    private final CampaignUpserts upserts;
    private final ArmForm armForm;
    private final Assignments assignments;

    CampaignGrpc(Pool pool, Campaigns campaigns, CampaignUpserts upserts, ArmForm armForm, Assignments assignments) {
        this.pool = pool;
        this.campaigns = campaigns;
        this.upserts = upserts;
        this.armForm = armForm;
        this.assignments = assignments;
    }

    @Override
    public Uni<UpsertCampaignsResponse> upsertCampaigns(UpsertCampaignsRequest request) {
        int size = Check.batch("campaigns", request.getCampaignsList(), MAX_ITEMS);
        ItemResult[] results = new ItemResult[size];
        List<Campaign> inputs = new ArrayList<>();
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            try {
                inputs.add(CampaignForm.read(request.getCampaigns(i)));
                indexes.add(i);
            } catch (Rejection refused) {
                results[i] = Items.rejected(i, refused);
            }
        }
        Uni<List<ItemOutcome>> recorded =
                inputs.isEmpty() ? Uni.createFrom().item(List.of()) : upserts.upsert(inputs, Caller.current());
        return recorded.map(outcomes -> {
            for (int i = 0; i < outcomes.size(); i++) {
                int index = indexes.get(i);
                results[index] = outcomes.get(i) == ItemOutcome.ITEM_OUTCOME_REJECTED
                        ? Items.rejected(index, Caller.outOfScope("key"))
                        : Items.outcome(index, outcomes.get(i));
            }
            return UpsertCampaignsResponse.newBuilder()
                    .addAllResults(List.of(results))
                    .build();
        });
    }

    @Override
    public Uni<ListCampaignsResponse> listCampaigns(ListCampaignsRequest request) {
        Page page = Page.of(request.getPageSize(), request.getPageToken());
        return campaigns.page(pool, page).map(found -> ListCampaignsResponse.newBuilder()
                .addAllCampaigns(found)
                .setNextPageToken(
                        found.isEmpty()
                                ? ""
                                : page.next(
                                        found.size(),
                                        found.get(found.size() - 1).getKey()))
                .build());
    }

    @Override
    public Uni<AssignArmsResponse> assignArms(AssignArmsRequest request) {
        int size = Check.batch("units", request.getUnitsList(), MAX_ITEMS);
        AssignArmResult[] results = new AssignArmResult[size];
        List<ArmRequest> inputs = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            try {
                inputs.add(armForm.read(i, request.getUnits(i)));
            } catch (Rejection refused) {
                results[i] = AssignArmResult.newBuilder()
                        .setResult(Items.rejected(i, refused))
                        .build();
            }
        }
        Uni<List<AssignArmResult>> assigned =
                inputs.isEmpty() ? Uni.createFrom().item(List.of()) : assignments.assign(inputs, Caller.current());
        return assigned.map(answers -> {
            answers.forEach(answer -> results[answer.getResult().getIndex()] = answer);
            return AssignArmsResponse.newBuilder()
                    .addAllResults(List.of(results))
                    .build();
        });
    }
}
