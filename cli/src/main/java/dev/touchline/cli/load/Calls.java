package dev.touchline.cli.load;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.mapping.Mapping;
import dev.touchline.cli.peer.Connections;
import dev.touchline.cli.peer.Service;
import dev.touchline.member.v1.MemberInput;
import dev.touchline.member.v1.MemberServiceGrpc;
import dev.touchline.member.v1.OrganisationServiceGrpc;
import dev.touchline.member.v1.Store;
import dev.touchline.member.v1.UpsertMemberResult;
import dev.touchline.member.v1.UpsertMembersRequest;
import dev.touchline.member.v1.UpsertOrganisationRequest;
import dev.touchline.touch.v1.ArmInput;
import dev.touchline.touch.v1.AssignArmResult;
import dev.touchline.touch.v1.AssignArmsRequest;
import dev.touchline.touch.v1.Campaign;
import dev.touchline.touch.v1.CampaignServiceGrpc;
import dev.touchline.touch.v1.RecordTouchesRequest;
import dev.touchline.touch.v1.TouchInput;
import dev.touchline.touch.v1.TouchServiceGrpc;
import dev.touchline.touch.v1.UpsertCampaignsRequest;
import dev.touchline.type.v1.ItemOutcome;
import dev.touchline.type.v1.ItemResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The unary calls that take batches in. Each answers one result for each message, in their order. */
final class Calls {
    private static final int BATCH = 500;

    private final Connections connections;

    Calls(Connections connections) {
        this.connections = connections;
    }

    List<ItemResult> members(List<MemberInput> members) {
        UpsertMembersRequest request =
                UpsertMembersRequest.newBuilder().addAllMembers(members).build();
        return connections
                .call(Service.MEMBER, MemberServiceGrpc::newBlockingStub, stub -> stub.upsertMembers(request))
                .getResultsList()
                .stream()
                .map(UpsertMemberResult::getResult)
                .toList();
    }

    List<ItemResult> campaigns(List<Campaign> campaigns) {
        UpsertCampaignsRequest request =
                UpsertCampaignsRequest.newBuilder().addAllCampaigns(campaigns).build();
        return connections
                .call(Service.TOUCH, CampaignServiceGrpc::newBlockingStub, stub -> stub.upsertCampaigns(request))
                .getResultsList();
    }

    List<ItemResult> arms(List<ArmInput> arms) {
        AssignArmsRequest request =
                AssignArmsRequest.newBuilder().addAllUnits(arms).build();
        return connections
                .call(Service.TOUCH, CampaignServiceGrpc::newBlockingStub, stub -> stub.assignArms(request))
                .getResultsList()
                .stream()
                .map(AssignArmResult::getResult)
                .toList();
    }

    List<ItemResult> touches(List<TouchInput> touches) {
        RecordTouchesRequest request =
                RecordTouchesRequest.newBuilder().addAllTouches(touches).build();
        return connections
                .call(Service.TOUCH, TouchServiceGrpc::newBlockingStub, stub -> stub.recordTouches(request))
                .getResultsList();
    }

    /**
     * Joins requests of one unit each. The answers come by kind (brands, regions, stores, guides, partners) and are brought
     * back into the order of the messages.
     */
    List<ItemResult> organisation(List<UpsertOrganisationRequest> units) {
        UpsertOrganisationRequest.Builder joined = UpsertOrganisationRequest.newBuilder();
        units.forEach(joined::mergeFrom);
        List<ItemResult> byKind = upsert(joined.build());
        if (byKind.size() != units.size()) {
            return byKind;
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < units.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingInt(i -> kind(units.get(i))));
        ItemResult[] results = new ItemResult[units.size()];
        for (int i = 0; i < order.size(); i++) {
            results[order.get(i)] = byKind.get(i);
        }
        return List.of(results);
    }

    private static int kind(UpsertOrganisationRequest unit) {
        if (unit.getBrandsCount() > 0) {
            return 0;
        }
        if (unit.getRegionsCount() > 0) {
            return 1;
        }
        if (unit.getStoresCount() > 0) {
            return 2;
        }
        return unit.getGuidesCount() > 0 ? 3 : 4;
    }

    /** Brands that the mapping states and no file lists. */
    void upsertBrands(Mapping mapping) {
        if (!mapping.brands().isEmpty()) {
            taken(upsert(UpsertOrganisationRequest.newBuilder()
                    .addAllBrands(mapping.brands())
                    .build()));
        }
    }

    /** Stores that no file lists, named by the orders. */
    void upsertStores(Mapping mapping, List<String> keys) {
        for (int from = 0; from < keys.size(); from += BATCH) {
            UpsertOrganisationRequest.Builder request = UpsertOrganisationRequest.newBuilder();
            for (String key : keys.subList(from, Math.min(keys.size(), from + BATCH))) {
                request.addStores(Store.newBuilder()
                        .setKey(key)
                        .setName(key)
                        .setBrand(mapping.stores().brand())
                        .setKind(mapping.stores().kind()));
            }
            taken(upsert(request.build()));
        }
    }

    private List<ItemResult> upsert(UpsertOrganisationRequest request) {
        return connections
                .call(
                        Service.MEMBER,
                        OrganisationServiceGrpc::newBlockingStub,
                        stub -> stub.upsertOrganisation(request))
                .getResultsList();
    }

    private static void taken(List<ItemResult> results) {
        for (ItemResult result : results) {
            if (result.getOutcome() == ItemOutcome.ITEM_OUTCOME_REJECTED) {
                throw new Failure(ExitCode.REFUSED, "organisation of the mapping: " + result.getMessage());
            }
        }
    }
}
