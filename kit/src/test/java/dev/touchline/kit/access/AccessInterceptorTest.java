package dev.touchline.kit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import com.google.protobuf.Message;
import dev.touchline.attribution.v1.AdoptPolicyRequest;
import dev.touchline.attribution.v1.AttributionServiceGrpc;
import dev.touchline.attribution.v1.ExplainOrderRequest;
import dev.touchline.attribution.v1.ExplainOrderResponse;
import dev.touchline.attribution.v1.GetIncrementalityRequest;
import dev.touchline.attribution.v1.IncrementalityServiceGrpc;
import dev.touchline.attribution.v1.LedgerEntry;
import dev.touchline.attribution.v1.PolicyServiceGrpc;
import dev.touchline.attribution.v1.PreviewPolicyRequest;
import dev.touchline.attribution.v1.WhatIfRequest;
import dev.touchline.attribution.v1.WhatIfServiceGrpc;
import dev.touchline.kit.error.GrpcErrors;
import dev.touchline.member.v1.Binding;
import dev.touchline.member.v1.GetMemberRequest;
import dev.touchline.member.v1.GetMemberResponse;
import dev.touchline.member.v1.Member;
import dev.touchline.member.v1.MemberInput;
import dev.touchline.member.v1.MemberServiceGrpc;
import dev.touchline.member.v1.UpsertMembersRequest;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.GetSaleRequest;
import dev.touchline.order.v1.GetSaleResponse;
import dev.touchline.order.v1.IngestDocumentsRequest;
import dev.touchline.order.v1.Line;
import dev.touchline.order.v1.OrderIngestServiceGrpc;
import dev.touchline.order.v1.Places;
import dev.touchline.order.v1.Sale;
import dev.touchline.order.v1.StreamDocumentsRequest;
import dev.touchline.order.v1.StreamDocumentsResponse;
import dev.touchline.report.v1.ExportReportRequest;
import dev.touchline.report.v1.GetCampaignReportRequest;
import dev.touchline.report.v1.GetDailyReportRequest;
import dev.touchline.report.v1.GetRestatementsRequest;
import dev.touchline.report.v1.GetTotalsRequest;
import dev.touchline.report.v1.ListRestatedSalesRequest;
import dev.touchline.report.v1.PublicationServiceGrpc;
import dev.touchline.report.v1.PublishRequest;
import dev.touchline.report.v1.ReportFilter;
import dev.touchline.report.v1.ReportServiceGrpc;
import dev.touchline.touch.v1.ArmInput;
import dev.touchline.touch.v1.AssignArmsRequest;
import dev.touchline.touch.v1.Campaign;
import dev.touchline.touch.v1.CampaignServiceGrpc;
import dev.touchline.touch.v1.GetTouchRequest;
import dev.touchline.touch.v1.GetTouchResponse;
import dev.touchline.touch.v1.RecordTouchesRequest;
import dev.touchline.touch.v1.Touch;
import dev.touchline.touch.v1.TouchInput;
import dev.touchline.touch.v1.TouchServiceGrpc;
import dev.touchline.touch.v1.UpsertCampaignsRequest;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.ErrorReason;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessInterceptorTest {

    private static final Caller TILL = new Caller("till-7", Role.TILL, Set.of(), Set.of("S01"));
    private static final Caller MINI_PROGRAM = new Caller("shop", Role.MINI_PROGRAM, Set.of("acme"), Set.of());
    private static final Caller GUIDE_APP = new Caller("guides", Role.GUIDE_APP, Set.of(), Set.of("S01"));
    private static final Caller HEADQUARTERS = new Caller("hq", Role.HEADQUARTERS, Set.of(), Set.of());
    private static final Caller BRAND_OFFICE = new Caller("acme-hq", Role.HEADQUARTERS, Set.of("acme"), Set.of());

    private GuardedServer server;

    @BeforeEach
    void start() throws IOException {
        server = new GuardedServer(Contracts.services());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void till_sendsDocumentsOfItsOwnStoreOnly() {
        ingest(TILL, document("S01", "acme"));
        deniesScope(() -> ingest(TILL, document("S01", "acme"), document("S02", "acme")));
        deniesScope(() -> ingest(TILL, document("", "acme")));

        assertThat(server.served()).as("requests that reached the service").isEqualTo(1);
    }

    @Test
    void miniProgram_sendsDocumentsOfItsOwnBrandWhateverTheStore() {
        ingest(MINI_PROGRAM, document("S01", "acme"), document("", "acme"));
        deniesScope(() -> ingest(MINI_PROGRAM, document("S01", "acme", "other")));

        assertThat(server.served()).isEqualTo(1);
    }

    @Test
    void refundOfAnOrder_mayLeaveTheBrandToTheOrder() {
        Document refund = Document.newBuilder()
                .setRefundOf(DocumentKey.newBuilder().setSource("shop").setNumber("1"))
                .setPlaces(Places.newBuilder().setStore("S01"))
                .addLines(Line.getDefaultInstance())
                .build();

        ingest(MINI_PROGRAM, refund);

        deniesScope(
                () -> ingest(MINI_PROGRAM, refund.toBuilder().clearRefundOf().build()));
        assertThat(server.served()).isEqualTo(1);
    }

    @Test
    void denial_repeatsOnlyWhatCanBeAKey() {
        assertThatThrownBy(() -> ingest(TILL, document("S02\nAccess audited 13812348000", "acme")))
                .hasMessageContaining("(not a key)")
                .message()
                .doesNotContain("13812348000");
        assertThatThrownBy(() -> ingest(TILL, document("深圳-01", "acme"))).hasMessageContaining("深圳-01");
    }

    @Test
    void stream_endsAtTheFirstDocumentOfAnotherStore() {
        List<StreamDocumentsResponse> answers = new ArrayList<>();
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        StreamObserver<StreamDocumentsRequest> stream = OrderIngestServiceGrpc.newStub(server.channel(TILL))
                .streamDocuments(new StreamObserver<>() {
                    @Override
                    public void onNext(StreamDocumentsResponse answer) {
                        answers.add(answer);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        ended.complete(failure);
                    }

                    @Override
                    public void onCompleted() {
                        ended.complete(null);
                    }
                });

        stream.onNext(StreamDocumentsRequest.newBuilder()
                .addDocuments(document("S01", "acme"))
                .build());
        stream.onNext(StreamDocumentsRequest.newBuilder()
                .addDocuments(document("S02", "acme"))
                .build());
        stream.onNext(StreamDocumentsRequest.newBuilder()
                .addDocuments(document("S01", "acme"))
                .build());

        assertThat(GrpcErrors.reasonOf(ended.join())).isEqualTo(ErrorReason.ERROR_REASON_OUT_OF_SCOPE);
        assertThat(answers).hasSize(1);
        assertThat(server.served()).isEqualTo(1);
    }

    @Test
    void saleOfAnotherStore_isNotShown() {
        server.answer(OrderIngestServiceGrpc.getGetSaleMethod(), sale("S01"));
        assertThat(getSale(TILL).getSale().getSaleId()).isEqualTo(7);

        server.answer(OrderIngestServiceGrpc.getGetSaleMethod(), sale("S02"));
        deniesScope(() -> getSale(TILL));
        assertThat(getSale(HEADQUARTERS).getSale().getSaleId()).isEqualTo(7);
    }

    @Test
    void saleOfAnotherBrand_isNotShown_alsoWhereARefundSaysNoBrand() {
        AcceptedDocument refund = AcceptedDocument.newBuilder()
                .setDocument(Document.newBuilder()
                        .setRefundOf(DocumentKey.newBuilder().setNumber("1"))
                        .setPlaces(Places.newBuilder().setStore("S02"))
                        .addLines(Line.getDefaultInstance()))
                .build();
        MethodDescriptor<?, GetSaleResponse> getSale = OrderIngestServiceGrpc.getGetSaleMethod();

        server.answer(getSale, withRefund(sale("S01"), refund));
        getSale(MINI_PROGRAM);
        deniesScope(() -> getSale(new Caller("other", Role.MINI_PROGRAM, Set.of("other"), Set.of())));
        getSale(new Caller("till-2", Role.TILL, Set.of(), Set.of("S02")));

        server.answer(getSale, withRefund(GetSaleResponse.getDefaultInstance(), refund));
        deniesScope(() -> getSale(MINI_PROGRAM));
        getSale(new Caller("till-2", Role.TILL, Set.of(), Set.of("S02")));
    }

    private static GetSaleResponse withRefund(GetSaleResponse sale, AcceptedDocument refund) {
        return sale.toBuilder()
                .setSale(sale.getSale().toBuilder().addRefunds(refund))
                .build();
    }

    @Test
    void memberOfAnotherStore_isNotShown() {
        server.answer(MemberServiceGrpc.getGetMemberMethod(), boundTo("S01"));
        assertThat(getMember(GUIDE_APP, false).getMember().getMemberId()).isEqualTo(3);

        server.answer(MemberServiceGrpc.getGetMemberMethod(), boundTo("S02"));
        deniesScope(() -> getMember(GUIDE_APP, false));

        server.answer(MemberServiceGrpc.getGetMemberMethod(), GetMemberResponse.getDefaultInstance());
        deniesScope(() -> getMember(GUIDE_APP, false));
    }

    @Test
    void contactsInClear_areForHeadquartersAlone() {
        server.answer(MemberServiceGrpc.getGetMemberMethod(), boundTo("S01"));

        getMember(HEADQUARTERS, true);
        denies(ErrorReason.ERROR_REASON_ROLE_NOT_ALLOWED, () -> getMember(GUIDE_APP, true));
        denies(
                ErrorReason.ERROR_REASON_ROLE_NOT_ALLOWED,
                () -> getMember(new Caller("member", Role.SERVICE, Set.of(), Set.of()), true));
    }

    @Test
    void till_recruitsForItsOwnStoreOnly() {
        call(MemberServiceGrpc.getUpsertMembersMethod(), bind("S01"), TILL);
        deniesScope(() -> call(MemberServiceGrpc.getUpsertMembersMethod(), bind("S02"), TILL));
    }

    @Test
    void touchesArmsAndReasons_areOfTheCallersOwnStore() {
        touches(GUIDE_APP, "S01");
        deniesScope(() -> touches(GUIDE_APP, "S02"));

        MethodDescriptor<?, GetTouchResponse> getTouch = TouchServiceGrpc.getGetTouchMethod();
        server.answer(getTouch, touchOf("S02"));
        deniesScope(() -> call(getTouch, GetTouchRequest.getDefaultInstance(), GUIDE_APP));
        server.answer(getTouch, touchOf("S01"));
        call(getTouch, GetTouchRequest.getDefaultInstance(), GUIDE_APP);

        MethodDescriptor<?, ExplainOrderResponse> explain = AttributionServiceGrpc.getExplainOrderMethod();
        server.answer(explain, explained("S02"));
        deniesScope(() -> call(explain, ExplainOrderRequest.getDefaultInstance(), GUIDE_APP));
        server.answer(explain, explained("S01"));
        call(explain, ExplainOrderRequest.getDefaultInstance(), GUIDE_APP);

        AssignArmsRequest.Builder arms = AssignArmsRequest.newBuilder();
        Caller outlet = new Caller("outlet", Role.SERVICE, Set.of(), Set.of("S01"));
        call(
                CampaignServiceGrpc.getAssignArmsMethod(),
                arms.addUnits(ArmInput.newBuilder().setStore("S01")).build(),
                outlet);
        deniesScope(() -> call(
                CampaignServiceGrpc.getAssignArmsMethod(),
                arms.addUnits(ArmInput.newBuilder().setStore("S02")).build(),
                outlet));
    }

    @Test
    void brandOffice_writesItsOwnCampaignsOnly() {
        campaign(BRAND_OFFICE, "acme");
        deniesScope(() -> campaign(BRAND_OFFICE, "other"));
        deniesScope(() -> campaign(BRAND_OFFICE, ""));
    }

    @Test
    void everyReport_isHeldToTheCallersStore() {
        ReportFilter foreign = ReportFilter.newBuilder().setStore("S02").build();
        deniesScope(() -> call(
                ReportServiceGrpc.getGetCampaignReportMethod(),
                GetCampaignReportRequest.newBuilder().setFilter(foreign).build(),
                GUIDE_APP));
        deniesScope(() -> call(
                ReportServiceGrpc.getGetTotalsMethod(),
                GetTotalsRequest.newBuilder().setFilter(foreign).build(),
                GUIDE_APP));
        deniesScope(() -> call(
                ReportServiceGrpc.getExportReportMethod(),
                ExportReportRequest.newBuilder().setFilter(foreign).build(),
                GUIDE_APP));
        deniesScope(() -> call(
                PublicationServiceGrpc.getGetRestatementsMethod(),
                GetRestatementsRequest.newBuilder().setFilter(foreign).build(),
                GUIDE_APP));
        deniesScope(() -> call(
                PublicationServiceGrpc.getListRestatedSalesMethod(),
                ListRestatedSalesRequest.newBuilder().setFilter(foreign).build(),
                GUIDE_APP));
        deniesScope(() ->
                call(PublicationServiceGrpc.getPublishMethod(), PublishRequest.getDefaultInstance(), BRAND_OFFICE));
        assertThat(server.served()).isZero();
    }

    private void touches(Caller caller, String store) {
        call(
                TouchServiceGrpc.getRecordTouchesMethod(),
                RecordTouchesRequest.newBuilder()
                        .addTouches(TouchInput.newBuilder()
                                .setTouch(Touch.newBuilder().setStore(store)))
                        .build(),
                caller);
    }

    private void campaign(Caller caller, String brand) {
        call(
                CampaignServiceGrpc.getUpsertCampaignsMethod(),
                UpsertCampaignsRequest.newBuilder()
                        .addCampaigns(Campaign.newBuilder().setBrand(brand))
                        .build(),
                caller);
    }

    private static GetTouchResponse touchOf(String store) {
        return GetTouchResponse.newBuilder()
                .setTouch(Touch.newBuilder().setStore(store))
                .build();
    }

    private static ExplainOrderResponse explained(String store) {
        return ExplainOrderResponse.newBuilder()
                .addEntries(LedgerEntry.newBuilder().setStore(store))
                .build();
    }

    @Test
    void store_seesItsOwnNumbersAndMustSayWhich() {
        daily(GUIDE_APP, ReportFilter.newBuilder().setStore("S01"));
        deniesScope(() -> daily(GUIDE_APP, ReportFilter.newBuilder().setStore("S02")));
        deniesScope(() -> daily(GUIDE_APP, ReportFilter.newBuilder()));
    }

    @Test
    void brandOffice_seesItsBrandOnly() {
        daily(BRAND_OFFICE, ReportFilter.newBuilder().setBrand("acme"));
        deniesScope(() -> daily(BRAND_OFFICE, ReportFilter.newBuilder()));
        daily(HEADQUARTERS, ReportFilter.newBuilder());
    }

    @Test
    void whatIf_isHeldToTheCallersBrand() {
        whatIf(BRAND_OFFICE, "acme");
        whatIf(HEADQUARTERS, "");
        int served = server.served();

        deniesScope(() -> whatIf(BRAND_OFFICE, "other"));
        deniesScope(() -> whatIf(BRAND_OFFICE, ""));

        assertThat(server.served()).isEqualTo(served);
    }

    private void whatIf(Caller caller, String brand) {
        call(
                WhatIfServiceGrpc.getWhatIfMethod(),
                WhatIfRequest.newBuilder().setBrand(brand).build(),
                caller);
    }

    @Test
    void policies_areAdoptedForTheCallersBrandOnly() {
        adopt(BRAND_OFFICE, "acme");
        adopt(HEADQUARTERS, "");
        preview(BRAND_OFFICE, "acme");
        int served = server.served();

        deniesScope(() -> adopt(BRAND_OFFICE, "other"));
        deniesScope(() -> adopt(BRAND_OFFICE, ""));
        deniesScope(() -> preview(BRAND_OFFICE, ""));

        assertThat(server.served()).isEqualTo(served);
    }

    private void adopt(Caller caller, String brand) {
        call(
                PolicyServiceGrpc.getAdoptPolicyMethod(),
                AdoptPolicyRequest.newBuilder().setBrand(brand).build(),
                caller);
    }

    private void preview(Caller caller, String brand) {
        call(
                PolicyServiceGrpc.getPreviewPolicyMethod(),
                PreviewPolicyRequest.newBuilder().setBrand(brand).build(),
                caller);
    }

    @Test
    void incrementality_isForBrandsThatTheCallerNamesAndForNoStore() {
        MethodDescriptor<GetIncrementalityRequest, ?> method = IncrementalityServiceGrpc.getGetIncrementalityMethod();
        GetIncrementalityRequest all = GetIncrementalityRequest.getDefaultInstance();
        GetIncrementalityRequest own = all.toBuilder().setBrand("acme").build();
        Caller store = new Caller("store", Role.HEADQUARTERS, Set.of(), Set.of("S01"));

        call(method, own, BRAND_OFFICE);
        call(method, all, HEADQUARTERS);
        deniesScope(() -> call(method, all, BRAND_OFFICE));
        deniesScope(() -> call(method, all.toBuilder().setBrand("other").build(), BRAND_OFFICE));
        deniesScope(() -> call(method, own, store));
        denies(ErrorReason.ERROR_REASON_ROLE_NOT_ALLOWED, () -> call(method, own, GUIDE_APP));
    }

    private void ingest(Caller caller, Document... documents) {
        call(
                OrderIngestServiceGrpc.getIngestDocumentsMethod(),
                IngestDocumentsRequest.newBuilder()
                        .addAllDocuments(List.of(documents))
                        .build(),
                caller);
    }

    private GetSaleResponse getSale(Caller caller) {
        return call(OrderIngestServiceGrpc.getGetSaleMethod(), GetSaleRequest.getDefaultInstance(), caller);
    }

    private GetMemberResponse getMember(Caller caller, boolean reveal) {
        return call(
                MemberServiceGrpc.getGetMemberMethod(),
                GetMemberRequest.newBuilder().setReveal(reveal).build(),
                caller);
    }

    private void daily(Caller caller, ReportFilter.Builder filter) {
        call(
                ReportServiceGrpc.getGetDailyReportMethod(),
                GetDailyReportRequest.newBuilder().setFilter(filter).build(),
                caller);
    }

    private <A> A call(MethodDescriptor<?, A> method, Message request, Caller caller) {
        return server.call(method, request, caller);
    }

    private static Document document(String store, String... brands) {
        Document.Builder document =
                Document.newBuilder().setPlaces(Places.newBuilder().setStore(store));
        for (String brand : brands) {
            document.addLines(Line.newBuilder().setBrand(brand));
        }
        return document.build();
    }

    private static GetSaleResponse sale(String store) {
        return GetSaleResponse.newBuilder()
                .setSale(Sale.newBuilder()
                        .setSaleId(7)
                        .setOrder(AcceptedDocument.newBuilder().setDocument(document(store, "acme"))))
                .build();
    }

    private static GetMemberResponse boundTo(String store) {
        return GetMemberResponse.newBuilder()
                .setMember(Member.newBuilder()
                        .setMemberId(3)
                        .addBindings(Binding.newBuilder().setBrand("acme").setStore(store)))
                .build();
    }

    private static UpsertMembersRequest bind(String store) {
        return UpsertMembersRequest.newBuilder()
                .addMembers(MemberInput.newBuilder()
                        .addBindings(Binding.newBuilder().setBrand("acme").setStore(store)))
                .build();
    }

    private static void deniesScope(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        denies(ErrorReason.ERROR_REASON_OUT_OF_SCOPE, call);
    }

    private static void denies(ErrorReason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .asInstanceOf(throwable(StatusRuntimeException.class))
                .satisfies(refused -> assertThat(GrpcErrors.reasonOf(refused)).isEqualTo(reason));
    }
}
