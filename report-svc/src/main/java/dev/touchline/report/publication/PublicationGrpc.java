package dev.touchline.report.publication;

import dev.touchline.kit.access.Caller;
import dev.touchline.report.freshness.LedgerLag;
import dev.touchline.report.performance.ReportGate;
import dev.touchline.report.v1.Freshness;
import dev.touchline.report.v1.GetRestatementsRequest;
import dev.touchline.report.v1.GetRestatementsResponse;
import dev.touchline.report.v1.ListPublicationsRequest;
import dev.touchline.report.v1.ListPublicationsResponse;
import dev.touchline.report.v1.ListRestatedSalesRequest;
import dev.touchline.report.v1.ListRestatedSalesResponse;
import dev.touchline.report.v1.PublicationService;
import dev.touchline.report.v1.PublishRequest;
import dev.touchline.report.v1.PublishResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Serves the copies and their restatements. */
@GrpcService
public class PublicationGrpc implements PublicationService {

    private final Publishing publishing;
    private final Publications publications;
    private final Restatements restatements;
    private final LedgerLag lag;
    private final ReportGate gate;

    public PublicationGrpc(
            Publishing publishing,
            Publications publications,
            Restatements restatements,
            LedgerLag lag,
            ReportGate gate) {
        this.publishing = publishing;
        this.publications = publications;
        this.restatements = restatements;
        this.lag = lag;
        this.gate = gate;
    }

    @Override
    public Uni<PublishResponse> publish(PublishRequest request) {
        Requests.Publish asked = Requests.publish(request);
        return publishing
                .publish(
                        asked.kind(),
                        asked.day(),
                        asked.brand(),
                        Caller.current().subject())
                .map(copies -> PublishResponse.newBuilder()
                        .addAllPublications(
                                copies.stream().map(PublicationMessages::copy).toList())
                        .build());
    }

    @Override
    public Uni<ListPublicationsResponse> listPublications(ListPublicationsRequest request) {
        Asked asked = Requests.asked(request.getFilter(), request.getKindValue(), 0);
        Requests.CopyPage page = Requests.copyPage(request);
        return gate.admit(() -> publications.page(
                        asked.from(), asked.to(), asked.brand(), request.getKindValue(), page.before(), page.size()))
                .map(copies -> ListPublicationsResponse.newBuilder()
                        .addAllPublications(
                                copies.stream().map(PublicationMessages::copy).toList())
                        .setNextPageToken(page.next(copies))
                        .build());
    }

    @Override
    public Uni<GetRestatementsResponse> getRestatements(GetRestatementsRequest request) {
        Asked asked = Requests.asked(request.getFilter(), request.getKindValue(), request.getViewValue());
        RestatementSplit by = Requests.split(request.getByValue());
        return lag.events()
                .chain(events -> gate.admit(() -> restatements.covered(asked).chain(covered -> restatements
                        .report(asked, by)
                        .map(rows -> restatements(rows, covered, events)))));
    }

    private static GetRestatementsResponse restatements(
            List<Restatement> rows, Restatements.Covered covered, long lag) {
        return GetRestatementsResponse.newBuilder()
                .addAllRows(rows.stream().map(PublicationMessages::row).toList())
                .setPublications(covered.copies())
                .setIncomplete(covered.incomplete())
                .setFreshness(Freshness.newBuilder().setLedgerLag(lag))
                .build();
    }

    @Override
    public Uni<ListRestatedSalesResponse> listRestatedSales(ListRestatedSalesRequest request) {
        Asked asked = Requests.asked(request.getFilter(), request.getKindValue(), request.getViewValue());
        int cause = Requests.cause(request.getCauseValue());
        String campaign = Requests.campaign(request.getCampaign());
        Requests.SalePage page = Requests.salePage(request);
        return gate.admit(() -> restatements.sales(asked, cause, campaign, page.after(), page.size()))
                .map(sales -> ListRestatedSalesResponse.newBuilder()
                        .addAllSales(
                                sales.stream().map(PublicationMessages::sale).toList())
                        .setNextPageToken(page.next(sales))
                        .build());
    }
}
