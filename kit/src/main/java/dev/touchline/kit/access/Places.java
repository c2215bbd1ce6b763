package dev.touchline.kit.access;

import dev.touchline.attribution.v1.ExplainOrderResponse;
import dev.touchline.attribution.v1.GetIncrementalityRequest;
import dev.touchline.member.v1.GetMemberResponse;
import dev.touchline.member.v1.MemberInput;
import dev.touchline.member.v1.UpsertMembersRequest;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.ExplainQuarantineResponse;
import dev.touchline.order.v1.GetSaleResponse;
import dev.touchline.order.v1.Line;
import dev.touchline.order.v1.Replay;
import dev.touchline.order.v1.ReplayQuarantineRequest;
import dev.touchline.order.v1.Sale;
import dev.touchline.report.v1.ReportFilter;
import dev.touchline.touch.v1.AssignArmsRequest;
import dev.touchline.touch.v1.RecordTouchesRequest;
import dev.touchline.touch.v1.UpsertCampaignsRequest;
import java.util.List;
import java.util.stream.Stream;

/** Where the messages of the contracts belong in the organisation. */
final class Places {

    private Places() {}

    /** Places of documents: the store of each, with the brand of each of its lines. */
    static Stream<Place> ofDocuments(List<Document> documents) {
        return documents.stream().flatMap(Places::ofDocument);
    }

    private static Stream<Place> ofDocument(Document document) {
        String store = document.getPlaces().getStore();
        boolean refund = document.hasRefundOf();
        return document.getLinesCount() == 0
                ? Stream.of(Place.ofStore(store))
                : document.getLinesList().stream()
                        // On a refund of an order an empty brand means the order's, which order-ingest-svc compares.
                        .map(line -> new Place(store, refund && line.getBrand().isEmpty() ? null : line.getBrand()))
                        .distinct();
    }

    /** A filter by store and brand; what it leaves open names no place, and the service shows what is the caller's. */
    static Stream<Place> ofNamed(String store, String brand) {
        return store.isEmpty() && brand.isEmpty()
                ? Stream.empty()
                : Stream.of(new Place(store.isEmpty() ? null : store, brand.isEmpty() ? null : brand));
    }

    static Stream<Place> ofQuarantined(ExplainQuarantineResponse answer) {
        return ofDocument(answer.getQuarantined().getDocument().getDocument());
    }

    /** Places of the corrected documents; what they correct is compared where it is stored. */
    static Stream<Place> ofCorrections(ReplayQuarantineRequest request) {
        return request.getReplaysList().stream()
                .filter(Replay::hasCorrected)
                .flatMap(each -> ofDocument(each.getCorrected()));
    }

    /** Places of a sale: of its order if that is known, and of its refunds. */
    static Stream<Place> ofSale(GetSaleResponse answer) {
        Sale sale = answer.getSale();
        List<Line> ordered = sale.getOrder().getDocument().getLinesList();
        return Stream.concat(
                sale.hasOrder() ? ofDocument(sale.getOrder().getDocument()) : Stream.empty(),
                sale.getRefundsList().stream()
                        .map(AcceptedDocument::getDocument)
                        .flatMap(refund -> ofRefund(refund, ordered)));
    }

    /** What a refund does not say of brands its order does; while that is not known, nobody who is limited by brand may ask. */
    private static Stream<Place> ofRefund(Document refund, List<Line> ordered) {
        String store = refund.getPlaces().getStore();
        boolean silent =
                refund.getLinesList().stream().anyMatch(line -> line.getBrand().isEmpty());
        Stream<String> said = refund.getLinesList().stream().map(Line::getBrand).filter(brand -> !brand.isEmpty());
        Stream<String> ofOrder = !silent
                ? Stream.empty()
                : ordered.isEmpty() ? Stream.of("") : ordered.stream().map(Line::getBrand);
        return Stream.concat(said, ofOrder).distinct().map(brand -> new Place(store, brand));
    }

    /** What a report of a member claims for stores and brands: recruitments and bindings. */
    static Stream<Place> ofMembers(UpsertMembersRequest request) {
        return request.getMembersList().stream().flatMap(Places::ofMember);
    }

    private static Stream<Place> ofMember(MemberInput member) {
        return Stream.concat(
                member.getRecruitmentsList().stream().map(each -> new Place(each.getStore(), each.getBrand())),
                member.getBindingsList().stream().map(each -> new Place(each.getStore(), each.getBrand())));
    }

    /** Whose member it is: where it was recruited, and where it is or was bound. */
    static Stream<Place> ofMember(GetMemberResponse answer) {
        return Stream.concat(
                answer.getMember().getRecruitmentsList().stream()
                        .map(each -> new Place(each.getStore(), each.getBrand())),
                answer.getMember().getBindingsList().stream().map(each -> new Place(each.getStore(), each.getBrand())));
    }

    // The brand of a touch is its campaign's, which the message does not say.
    static Stream<Place> ofTouches(RecordTouchesRequest request) {
        return request.getTouchesList().stream()
                .map(input -> Place.ofStore(input.getTouch().getStore()));
    }

    static Stream<Place> ofCampaigns(UpsertCampaignsRequest request) {
        return request.getCampaignsList().stream().map(campaign -> Place.ofBrand(campaign.getBrand()));
    }

    static Stream<Place> ofArms(AssignArmsRequest request) {
        return request.getUnitsList().stream().map(unit -> Place.ofStore(unit.getStore()));
    }

    static Stream<Place> ofFilter(ReportFilter filter) {
        return Stream.of(new Place(filter.getStore(), filter.getBrand()));
    }

    // Nothing here is one store's, so that callers limited to stores are refused.
    static Stream<Place> ofIncrementality(GetIncrementalityRequest request) {
        return Stream.of(new Place("", request.getBrand()));
    }

    static Stream<Place> ofOrder(ExplainOrderResponse answer) {
        return answer.getEntriesList().stream().map(entry -> new Place(entry.getStore(), entry.getBrand()));
    }
}
