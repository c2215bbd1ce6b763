package dev.touchline.report.publication;

import static dev.touchline.report.testing.LedgerEvents.event;
import static dev.touchline.report.testing.LedgerEvents.of;
import static dev.touchline.report.testing.LedgerEvents.order;
import static dev.touchline.report.testing.LedgerEvents.refundOn;
import static dev.touchline.report.testing.LedgerEvents.sms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.touchline.attribution.v1.LedgerBasis;
import dev.touchline.attribution.v1.LedgerEntry;
import dev.touchline.attribution.v1.LedgerEvent;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.report.testing.Feeds;
import dev.touchline.report.v1.GetRestatementsRequest;
import dev.touchline.report.v1.GetRestatementsResponse;
import dev.touchline.report.v1.LedgerNumbers;
import dev.touchline.report.v1.ListPublicationsRequest;
import dev.touchline.report.v1.ListRestatedSalesRequest;
import dev.touchline.report.v1.ListRestatedSalesResponse;
import dev.touchline.report.v1.PerformanceView;
import dev.touchline.report.v1.Publication;
import dev.touchline.report.v1.PublicationKind;
import dev.touchline.report.v1.PublicationService;
import dev.touchline.report.v1.PublishRequest;
import dev.touchline.report.v1.ReportFilter;
import dev.touchline.report.v1.RestatedSale;
import dev.touchline.report.v1.RestatementCause;
import dev.touchline.report.v1.RestatementDimension;
import dev.touchline.report.v1.RestatementRow;
import dev.touchline.type.v1.TouchChannel;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A published Monday, what happened to it since, and the sales behind every fen. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class PublicationServiceTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String MONDAY = "2026-03-02";
    private static final ReportFilter OF_MONDAY =
            ReportFilter.newBuilder().setFromDay(MONDAY).setToDay(MONDAY).build();

    @GrpcClient("report-svc")
    PublicationService publications;

    @Inject
    Pool pool;

    private Feeds feeds;

    @BeforeEach
    void publishedMonday() {
        feeds = new Feeds(pool);
        feeds.forgetAll();
        new Copies(pool).empty();
        feeds.ledger(
                told(1, 1, basis(7).addPerson(7), touched("S1")),
                told(2, 1, basis(8).addPerson(8), order("north", MONDAY, 5_000).setPerformance(of("S1", "g"))),
                told(3, 1, basis(0), order("south", MONDAY, 700).setPerformance(of("S3", ""))));
        publish(PublicationKind.PUBLICATION_KIND_DAY, MONDAY, "");
    }

    @Test
    void eachCause_isWhatItChanged_andTheSumIsTheDifference() {
        restate();

        GetRestatementsResponse report =
                restatements(OF_MONDAY, RestatementDimension.RESTATEMENT_DIMENSION_UNSPECIFIED);

        assertThat(report.getPublications()).isEqualTo(2);
        assertThat(report.getIncomplete()).isZero();
        RestatementRow row = report.getRows(0);
        assertThat(row.getPublished()).isEqualTo(numbers(15_700, 10_000, 10_000, 0));
        assertThat(row.getLive()).isEqualTo(numbers(11_900, 11_000, 11_000, 0));
        assertThat(row.getCausesList())
                .extracting(
                        each -> each.getCause().name().substring(18), each -> each.getChange(), each -> each.getSales())
                .containsExactly(
                        tuple("LATE_DOCUMENT", numbers(200, 0, 0, 0), 1L),
                        tuple("REFUND", numbers(-4_000, -4_000, -4_000, 0), 1L),
                        tuple("MERGE", numbers(0, 5_000, 5_000, 0), 1L));
    }

    @Test
    void splits_showWhereItMoved() {
        restate();
        feeds.ledger(told(3, 2, basis(0), order("south", MONDAY, 700).setPerformance(of("S4", ""))));

        assertThat(restatements(OF_MONDAY, RestatementDimension.RESTATEMENT_DIMENSION_STORE)
                        .getRowsList())
                .extracting(RestatementRow::getKey, each -> each.getPublished().getNetMinor(), each -> each.getLive()
                        .getNetMinor())
                .containsExactly(tuple("S1", 15_000L, 11_200L), tuple("S3", 700L, 0L), tuple("S4", 0L, 700L));
        assertThat(restatements(OF_MONDAY, RestatementDimension.RESTATEMENT_DIMENSION_CAMPAIGN)
                        .getRowsList())
                .extracting(
                        RestatementRow::getKey, each -> each.getPublished().getCreditedMinor(), each -> each.getLive()
                                .getCreditedMinor())
                .containsExactly(tuple("", 5_700L, 900L), tuple("c1", 10_000L, 6_000L), tuple("c2", 0L, 5_000L));
        assertThat(restatements(OF_MONDAY, RestatementDimension.RESTATEMENT_DIMENSION_BRAND)
                        .getRowsList())
                .extracting(RestatementRow::getKey)
                .containsExactly("north", "south");
        assertThat(restatements(
                                OF_MONDAY.toBuilder().setStore("S4").build(),
                                RestatementDimension.RESTATEMENT_DIMENSION_UNSPECIFIED)
                        .getRows(0)
                        .getCauses(0)
                        .getCause())
                .isEqualTo(RestatementCause.RESTATEMENT_CAUSE_ORGANISATION);
    }

    @Test
    void refund_byBookingDate_isNotMondays() {
        restate();

        GetRestatementsResponse booked = call(publications.getRestatements(GetRestatementsRequest.newBuilder()
                .setFilter(OF_MONDAY)
                .setView(PerformanceView.PERFORMANCE_VIEW_BOOKING)
                .build()));

        assertThat(booked.getRows(0).getLive().getNetMinor()).isEqualTo(15_900);
    }

    @Test
    void sales_pageByPage_addUpToTheCauses() {
        restate();
        List<RestatedSale> sales = new ArrayList<>();
        String token = "";
        do {
            ListRestatedSalesResponse page = call(publications.listRestatedSales(ListRestatedSalesRequest.newBuilder()
                    .setFilter(OF_MONDAY)
                    .setPageSize(1)
                    .setPageToken(token)
                    .build()));
            sales.addAll(page.getSalesList());
            token = page.getNextPageToken();
        } while (!token.isEmpty());

        assertThat(sales)
                .extracting(
                        RestatedSale::getDocument,
                        each -> each.getCause().name().substring(18),
                        each -> each.getChange().getNetMinor())
                .containsExactly(
                        tuple("till/order-1", "REFUND", -4_000L),
                        tuple("till/order-2", "MERGE", 0L),
                        tuple("till/order-4", "LATE_DOCUMENT", 200L));
        assertThat(call(publications.listRestatedSales(ListRestatedSalesRequest.newBuilder()
                                .setFilter(OF_MONDAY)
                                .setCause(RestatementCause.RESTATEMENT_CAUSE_MERGE)
                                .setCampaign("c2")
                                .build()))
                        .getSalesList())
                .extracting(each -> each.getChange().getCreditedMinor())
                .containsExactly(5_000L);
    }

    @Test
    void publish_again_showsTheSameCopy() {
        Publication first = publish(PublicationKind.PUBLICATION_KIND_DAY, MONDAY, "north");
        restate();

        assertThat(publish(PublicationKind.PUBLICATION_KIND_DAY, MONDAY, "north"))
                .isEqualTo(first);
        assertThat(first.getAskedBy()).isEqualTo("itself");
        publish(PublicationKind.PUBLICATION_KIND_MONTH, "2026-03-01", "north");
        assertThat(call(publications.listPublications(ListPublicationsRequest.newBuilder()
                                .setPageSize(2)
                                .build()))
                        .getPublicationsList())
                .extracting(Publication::getKind, Publication::getBrand)
                .containsExactly(
                        tuple(PublicationKind.PUBLICATION_KIND_MONTH, "north"),
                        tuple(PublicationKind.PUBLICATION_KIND_DAY, "south"));
    }

    @Test
    void publish_ofWhatCannotBe_isRefused() {
        assertThatThrownBy(() -> publish(PublicationKind.PUBLICATION_KIND_DAY, "2999-01-01", "north"))
                .hasMessageContaining("over");
        assertThatThrownBy(() -> publish(PublicationKind.PUBLICATION_KIND_MONTH, MONDAY, "north"))
                .hasMessageContaining("first day of a month");
        assertThatThrownBy(() -> publish(PublicationKind.PUBLICATION_KIND_DAY, MONDAY, "nowhere"))
                .hasMessageContaining("nowhere");
        assertThatThrownBy(() -> publish(PublicationKind.PUBLICATION_KIND_UNSPECIFIED, MONDAY, ""))
                .hasMessageContaining("kind");
        assertThatThrownBy(() -> call(publications.listRestatedSales(ListRestatedSalesRequest.newBuilder()
                        .setPageToken("bm9uc2Vuc2U")
                        .build())))
                .hasMessageContaining("page_token");
    }

    /** A refund on Friday, a merge that finds a touch, and an order that comes late. */
    private void restate() {
        feeds.ledger(
                told(
                        1,
                        2,
                        basis(7).addPerson(7).addRefunds(1),
                        touched("S1")
                                .setRefundedMinor(4_000)
                                .setNetMinor(6_000)
                                .setTouches(
                                        0,
                                        order("north", MONDAY, 6_000, sms(1, "c1"))
                                                .getTouches(0))
                                .addRefunds(refundOn("2026-03-06", "r1", 4_000, 0, of("S1", "")).toBuilder()
                                        .addCreditChangeMinor(-4_000))),
                told(
                        2,
                        2,
                        basis(8).addPerson(8).addPerson(9),
                        order(
                                        "north",
                                        MONDAY,
                                        5_000,
                                        new dev.touchline.report.testing.LedgerEvents.Eligible(
                                                2, "c2", TouchChannel.TOUCH_CHANNEL_COUPON))
                                .setPerformance(of("S1", "g"))),
                told(4, 1, basis(0), order("north", MONDAY, 200).setPerformance(of("S1", ""))));
    }

    private static LedgerEntry.Builder touched(String store) {
        return order("north", MONDAY, 10_000, sms(1, "c1")).setPerformance(of(store, ""));
    }

    private static LedgerBasis.Builder basis(long member) {
        return LedgerBasis.newBuilder().setOrder(1).setMemberId(member);
    }

    private static LedgerEvent told(long sale, long version, LedgerBasis.Builder basis, LedgerEntry.Builder entry) {
        return event(sale, version, entry).toBuilder().setMadeFrom(basis).build();
    }

    private static LedgerNumbers numbers(long net, long touched, long credited, long unmatched) {
        return LedgerNumbers.newBuilder()
                .setNetMinor(net)
                .setTouchedMinor(touched)
                .setCreditedMinor(credited)
                .setUnmatchedMinor(unmatched)
                .build();
    }

    private GetRestatementsResponse restatements(ReportFilter filter, RestatementDimension by) {
        return call(publications.getRestatements(
                GetRestatementsRequest.newBuilder().setFilter(filter).setBy(by).build()));
    }

    private Publication publish(PublicationKind kind, String day, String brand) {
        return call(publications.publish(PublishRequest.newBuilder()
                        .setKind(kind)
                        .setDay(day)
                        .setBrand(brand)
                        .build()))
                .getPublications(0);
    }

    private static <T> T call(Uni<T> answer) {
        return answer.await().atMost(PATIENCE);
    }
}
