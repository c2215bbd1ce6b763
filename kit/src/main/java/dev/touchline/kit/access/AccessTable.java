package dev.touchline.kit.access;

import static dev.touchline.kit.access.AccessRule.everybody;
import static dev.touchline.kit.access.AccessRule.only;
import static dev.touchline.kit.access.Role.AUDITOR;
import static dev.touchline.kit.access.Role.GUIDE_APP;
import static dev.touchline.kit.access.Role.HEADQUARTERS;
import static dev.touchline.kit.access.Role.MINI_PROGRAM;
import static dev.touchline.kit.access.Role.SERVICE;
import static dev.touchline.kit.access.Role.TILL;

import dev.touchline.attribution.v1.AdoptPolicyRequest;
import dev.touchline.attribution.v1.AttributionServiceGrpc;
import dev.touchline.attribution.v1.ExplainOrderResponse;
import dev.touchline.attribution.v1.GetIncrementalityRequest;
import dev.touchline.attribution.v1.IncrementalityServiceGrpc;
import dev.touchline.attribution.v1.PolicyServiceGrpc;
import dev.touchline.attribution.v1.PreviewPolicyRequest;
import dev.touchline.attribution.v1.WhatIfRequest;
import dev.touchline.attribution.v1.WhatIfServiceGrpc;
import dev.touchline.feed.v1.FeedServiceGrpc;
import dev.touchline.member.v1.GetMemberRequest;
import dev.touchline.member.v1.GetMemberResponse;
import dev.touchline.member.v1.MemberServiceGrpc;
import dev.touchline.member.v1.OrganisationServiceGrpc;
import dev.touchline.member.v1.UpsertMemberResult;
import dev.touchline.member.v1.UpsertMembersRequest;
import dev.touchline.member.v1.UpsertMembersResponse;
import dev.touchline.member.v1.UpsertOrganisationResponse;
import dev.touchline.operations.v1.OperationsServiceGrpc;
import dev.touchline.order.v1.CountQuarantineRequest;
import dev.touchline.order.v1.DecideQuarantineRequest;
import dev.touchline.order.v1.DecideQuarantineResponse;
import dev.touchline.order.v1.ExplainQuarantineResponse;
import dev.touchline.order.v1.GetSaleResponse;
import dev.touchline.order.v1.IngestDocumentsRequest;
import dev.touchline.order.v1.IngestDocumentsResponse;
import dev.touchline.order.v1.ListQuarantineRequest;
import dev.touchline.order.v1.OrderIngestServiceGrpc;
import dev.touchline.order.v1.ReplayMatchingRequest;
import dev.touchline.order.v1.ReplayQuarantineRequest;
import dev.touchline.order.v1.ReplayQuarantineResponse;
import dev.touchline.order.v1.StreamDocumentsRequest;
import dev.touchline.order.v1.StreamDocumentsResponse;
import dev.touchline.report.v1.ExportReportRequest;
import dev.touchline.report.v1.GetCampaignReportRequest;
import dev.touchline.report.v1.GetDailyReportRequest;
import dev.touchline.report.v1.GetGoodsReportRequest;
import dev.touchline.report.v1.GetPerformanceReportRequest;
import dev.touchline.report.v1.GetRestatementsRequest;
import dev.touchline.report.v1.GetTotalsRequest;
import dev.touchline.report.v1.ListPublicationsRequest;
import dev.touchline.report.v1.ListRestatedSalesRequest;
import dev.touchline.report.v1.PublicationServiceGrpc;
import dev.touchline.report.v1.PublishRequest;
import dev.touchline.report.v1.ReportServiceGrpc;
import dev.touchline.touch.v1.AssignArmResult;
import dev.touchline.touch.v1.AssignArmsRequest;
import dev.touchline.touch.v1.AssignArmsResponse;
import dev.touchline.touch.v1.CampaignServiceGrpc;
import dev.touchline.touch.v1.GetTouchResponse;
import dev.touchline.touch.v1.RecordTouchesRequest;
import dev.touchline.touch.v1.RecordTouchesResponse;
import dev.touchline.touch.v1.TouchServiceGrpc;
import dev.touchline.touch.v1.UpsertCampaignsRequest;
import dev.touchline.touch.v1.UpsertCampaignsResponse;
import dev.touchline.type.v1.ItemResult;
import io.grpc.MethodDescriptor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Who may make which call: every call of the contracts has one line here, and what has none is refused to everybody. */
final class AccessTable {

    private static final Map<String, AccessRule> RULES = new HashMap<>();

    static {
        // member-svc
        rule(
                MemberServiceGrpc.getUpsertMembersMethod(),
                only(TILL, MINI_PROGRAM, GUIDE_APP, HEADQUARTERS, SERVICE)
                        .naming(UpsertMembersRequest.class, Places::ofMembers)
                        .answering(UpsertMembersResponse.class, AccessTable::ofMembers));
        rule(MemberServiceGrpc.getResolveMembersMethod(), only(TILL, MINI_PROGRAM, GUIDE_APP, HEADQUARTERS, SERVICE));
        rule(
                MemberServiceGrpc.getGetMemberMethod(),
                everybody()
                        .whereOnly(GetMemberRequest.class, GetMemberRequest::getReveal, HEADQUARTERS)
                        .showing(GetMemberResponse.class, Places::ofMember));
        rule(
                MemberServiceGrpc.getSplitMembersMethod(),
                only(HEADQUARTERS).ofTheWholeGroup().withAudit());
        rule(
                OrganisationServiceGrpc.getUpsertOrganisationMethod(),
                only(HEADQUARTERS)
                        .ofTheWholeGroup()
                        .withAudit()
                        .answering(UpsertOrganisationResponse.class, UpsertOrganisationResponse::getResultsList));
        rule(OrganisationServiceGrpc.getListStoresMethod(), everybody());

        // touch-svc
        rule(
                CampaignServiceGrpc.getUpsertCampaignsMethod(),
                only(HEADQUARTERS)
                        .withAudit()
                        .naming(UpsertCampaignsRequest.class, Places::ofCampaigns)
                        .answering(UpsertCampaignsResponse.class, UpsertCampaignsResponse::getResultsList));
        rule(CampaignServiceGrpc.getListCampaignsMethod(), everybody());
        rule(
                CampaignServiceGrpc.getAssignArmsMethod(),
                only(HEADQUARTERS, SERVICE)
                        .naming(AssignArmsRequest.class, Places::ofArms)
                        .answering(AssignArmsResponse.class, AccessTable::ofArms));
        rule(
                TouchServiceGrpc.getRecordTouchesMethod(),
                only(TILL, MINI_PROGRAM, GUIDE_APP, HEADQUARTERS, SERVICE)
                        .naming(RecordTouchesRequest.class, Places::ofTouches)
                        .answering(RecordTouchesResponse.class, RecordTouchesResponse::getResultsList));
        rule(
                TouchServiceGrpc.getGetTouchMethod(),
                everybody()
                        .showing(
                                GetTouchResponse.class,
                                answer -> Stream.of(
                                        Place.ofStore(answer.getTouch().getStore()))));

        // order-ingest-svc
        rule(
                OrderIngestServiceGrpc.getIngestDocumentsMethod(),
                only(TILL, MINI_PROGRAM, HEADQUARTERS, SERVICE)
                        .naming(IngestDocumentsRequest.class, each -> Places.ofDocuments(each.getDocumentsList()))
                        .answering(IngestDocumentsResponse.class, IngestDocumentsResponse::getResultsList));
        rule(
                OrderIngestServiceGrpc.getStreamDocumentsMethod(),
                only(TILL, MINI_PROGRAM, HEADQUARTERS, SERVICE)
                        .naming(StreamDocumentsRequest.class, each -> Places.ofDocuments(each.getDocumentsList()))
                        .answering(StreamDocumentsResponse.class, StreamDocumentsResponse::getResultsList));
        rule(OrderIngestServiceGrpc.getGetSaleMethod(), everybody().showing(GetSaleResponse.class, Places::ofSale));
        rule(
                OrderIngestServiceGrpc.getListQuarantineMethod(),
                only(HEADQUARTERS, AUDITOR)
                        .naming(ListQuarantineRequest.class, each -> Places.ofNamed(each.getStore(), each.getBrand())));
        rule(
                OrderIngestServiceGrpc.getCountQuarantineMethod(),
                only(HEADQUARTERS, AUDITOR)
                        .naming(
                                CountQuarantineRequest.class,
                                each -> Places.ofNamed(each.getStore(), each.getBrand())));
        rule(
                OrderIngestServiceGrpc.getExplainQuarantineMethod(),
                only(HEADQUARTERS, AUDITOR).showing(ExplainQuarantineResponse.class, Places::ofQuarantined));
        rule(
                OrderIngestServiceGrpc.getListDoubtfulMethod(),
                only(HEADQUARTERS, AUDITOR).ofTheWholeGroup());
        rule(
                OrderIngestServiceGrpc.getReplayQuarantineMethod(),
                only(HEADQUARTERS)
                        .withAudit()
                        .naming(ReplayQuarantineRequest.class, Places::ofCorrections)
                        .answering(ReplayQuarantineResponse.class, ReplayQuarantineResponse::getResultsList));
        rule(
                OrderIngestServiceGrpc.getReplayMatchingMethod(),
                only(HEADQUARTERS)
                        .withAudit()
                        .naming(ReplayMatchingRequest.class, each -> Places.ofNamed(each.getStore(), each.getBrand())));
        rule(
                OrderIngestServiceGrpc.getDecideQuarantineMethod(),
                // Ids name no place: order-ingest-svc compares what is stored under them.
                only(HEADQUARTERS)
                        .withAudit()
                        .naming(DecideQuarantineRequest.class, each -> Stream.empty())
                        .answering(DecideQuarantineResponse.class, DecideQuarantineResponse::getResultsList));
        rule(
                OrderIngestServiceGrpc.getGetIntakeMethod(),
                only(HEADQUARTERS, AUDITOR).ofTheWholeGroup());

        // attribution-svc
        rule(
                AttributionServiceGrpc.getExplainOrderMethod(),
                only(GUIDE_APP, HEADQUARTERS, AUDITOR).showing(ExplainOrderResponse.class, Places::ofOrder));
        rule(AttributionServiceGrpc.getGetPolicyMethod(), everybody());
        rule(
                WhatIfServiceGrpc.getWhatIfMethod(),
                only(HEADQUARTERS, AUDITOR)
                        .naming(WhatIfRequest.class, each -> Stream.of(new Place("", each.getBrand()))));
        rule(PolicyServiceGrpc.getValidatePolicyMethod(), only(HEADQUARTERS, AUDITOR));
        rule(
                PolicyServiceGrpc.getPreviewPolicyMethod(),
                only(HEADQUARTERS, AUDITOR)
                        .naming(PreviewPolicyRequest.class, each -> Stream.of(new Place("", each.getBrand()))));
        rule(
                PolicyServiceGrpc.getAdoptPolicyMethod(),
                only(HEADQUARTERS)
                        .withAudit()
                        .naming(AdoptPolicyRequest.class, each -> Stream.of(new Place("", each.getBrand()))));
        rule(PolicyServiceGrpc.getGetPolicyVersionMethod(), only(HEADQUARTERS, AUDITOR));
        rule(PolicyServiceGrpc.getListPolicyVersionsMethod(), only(HEADQUARTERS, AUDITOR));
        rule(
                IncrementalityServiceGrpc.getGetIncrementalityMethod(),
                only(HEADQUARTERS, AUDITOR).naming(GetIncrementalityRequest.class, Places::ofIncrementality));

        // report-svc
        rule(
                ReportServiceGrpc.getGetCampaignReportMethod(),
                only(GUIDE_APP, HEADQUARTERS, AUDITOR)
                        .naming(GetCampaignReportRequest.class, each -> Places.ofFilter(each.getFilter())));
        rule(
                ReportServiceGrpc.getGetDailyReportMethod(),
                only(GUIDE_APP, HEADQUARTERS, AUDITOR)
                        .naming(GetDailyReportRequest.class, each -> Places.ofFilter(each.getFilter())));
        rule(
                ReportServiceGrpc.getGetTotalsMethod(),
                only(GUIDE_APP, HEADQUARTERS, AUDITOR)
                        .naming(GetTotalsRequest.class, each -> Places.ofFilter(each.getFilter())));
        rule(
                ReportServiceGrpc.getGetPerformanceReportMethod(),
                only(GUIDE_APP, HEADQUARTERS, AUDITOR)
                        .naming(GetPerformanceReportRequest.class, each -> Places.ofFilter(each.getFilter())));
        rule(
                ReportServiceGrpc.getGetGoodsReportMethod(),
                only(GUIDE_APP, HEADQUARTERS, AUDITOR)
                        .naming(GetGoodsReportRequest.class, each -> Places.ofFilter(each.getFilter())));
        rule(
                ReportServiceGrpc.getExportReportMethod(),
                only(GUIDE_APP, HEADQUARTERS, AUDITOR)
                        .naming(ExportReportRequest.class, each -> Places.ofFilter(each.getFilter())));

        rule(
                PublicationServiceGrpc.getPublishMethod(),
                only(HEADQUARTERS)
                        .withAudit()
                        .naming(PublishRequest.class, each -> Stream.of(new Place("", each.getBrand()))));
        rule(
                PublicationServiceGrpc.getListPublicationsMethod(),
                only(GUIDE_APP, HEADQUARTERS, AUDITOR)
                        .naming(ListPublicationsRequest.class, each -> Places.ofFilter(each.getFilter())));
        rule(
                PublicationServiceGrpc.getGetRestatementsMethod(),
                only(GUIDE_APP, HEADQUARTERS, AUDITOR)
                        .naming(GetRestatementsRequest.class, each -> Places.ofFilter(each.getFilter())));
        rule(
                PublicationServiceGrpc.getListRestatedSalesMethod(),
                only(GUIDE_APP, HEADQUARTERS, AUDITOR)
                        .naming(ListRestatedSalesRequest.class, each -> Places.ofFilter(each.getFilter())));

        // every service
        rule(FeedServiceGrpc.getReadFeedMethod(), only(SERVICE).ofTheWholeGroup());
        rule(
                OperationsServiceGrpc.getGetProgressMethod(),
                only(HEADQUARTERS, AUDITOR, SERVICE).ofTheWholeGroup());
        rule(
                OperationsServiceGrpc.getCheckInvariantsMethod(),
                only(HEADQUARTERS, AUDITOR).ofTheWholeGroup());
        rule(
                OperationsServiceGrpc.getReplayFeedsMethod(),
                only(HEADQUARTERS).ofTheWholeGroup().withAudit());
    }

    private AccessTable() {}

    private static void rule(MethodDescriptor<?, ?> method, AccessRule rule) {
        RULES.put(method.getFullMethodName(), rule);
    }

    private static List<ItemResult> ofMembers(UpsertMembersResponse answer) {
        return answer.getResultsList().stream()
                .map(UpsertMemberResult::getResult)
                .toList();
    }

    private static List<ItemResult> ofArms(AssignArmsResponse answer) {
        return answer.getResultsList().stream().map(AssignArmResult::getResult).toList();
    }

    /** The rule of a call, by its full name {@code touchline.feed.v1.FeedService/ReadFeed}; empty: refused to everybody. */
    static Optional<AccessRule> of(String fullMethodName) {
        return Optional.ofNullable(RULES.get(fullMethodName));
    }

    /** The full names of all calls that have a rule. */
    static java.util.Set<String> methods() {
        return java.util.Set.copyOf(RULES.keySet());
    }
}
