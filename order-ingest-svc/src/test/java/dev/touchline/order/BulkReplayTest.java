package dev.touchline.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchline.kit.time.ProtoTime;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.order.v1.GetIntakeResponse;
import dev.touchline.order.v1.QuarantineDecisionKind;
import dev.touchline.order.v1.ReplayMatchingRequest;
import dev.touchline.order.v1.ReplayMatchingResponse;
import dev.touchline.order.v1.ReplayStay;
import dev.touchline.type.v1.ErrorReason;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everything that a filter means is offered again, a page at a time. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class BulkReplayTest extends QuarantineServiceTest {

    private static final int ORDERS = 7;

    @Inject
    MovableClock clock;

    private final String source = "bulk-" + number;

    @Test
    void pages_takeAllThatIsFineByNowAndTellWhatStays() {
        Instant early = clock.clock().instant().plus(Duration.ofHours(2));
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            numbers.add(Documents.number());
            ingest(of(source, Documents.order(numbers.get(i)).setOccurredAt(ProtoTime.timestamp(early))));
        }
        ingest(of(source, Documents.order(number).setStatedTotalMinor(1)));
        long stays = only().getQuarantineId();
        GetIntakeResponse before = intake();
        clock.putForward(Duration.ofHours(2));

        List<ReplayMatchingResponse> pages = replay(ReplayMatchingRequest.newBuilder()
                .setSource(source)
                .setNote("the till's clock was ahead")
                .setPageSize(3));

        assertThat(pages).hasSizeBetween(3, 4);
        assertThat(pages.stream().mapToLong(ReplayMatchingResponse::getAccepted).sum())
                .isEqualTo(ORDERS);
        assertThat(pages.stream().flatMap(page -> page.getStaysList().stream()))
                .extracting(ReplayStay::getQuarantineId, ReplayStay::getReason)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(stays, ErrorReason.ERROR_REASON_TOTAL_MISMATCH));
        assertThat(intake())
                .isEqualTo(before.toBuilder()
                        .setAccepted(before.getAccepted() + ORDERS)
                        .setQuarantined(before.getQuarantined() - ORDERS)
                        .setSalesWithoutMember(before.getSalesWithoutMember() + ORDERS)
                        .build());
        assertThat(explain(stays - 1).getDecisions(0).getKind())
                .isEqualTo(QuarantineDecisionKind.QUARANTINE_DECISION_KIND_OFFER_AGAIN);
        assertThat(explain(stays - 1).getDecisions(0).getNote()).isEqualTo("the till's clock was ahead");
    }

    @Test
    void replayAgain_changesNothing() {
        ingest(of(source, Documents.order(number).setStatedTotalMinor(1)));
        GetIntakeResponse before = intake();

        List<ReplayMatchingResponse> once =
                replay(ReplayMatchingRequest.newBuilder().setSource(source));
        List<ReplayMatchingResponse> twice =
                replay(ReplayMatchingRequest.newBuilder().setSource(source));

        assertThat(once).isNotEmpty().allMatch(page -> page.getAccepted() == 0);
        assertThat(once.get(0).getQuarantined()).isEqualTo(1);
        assertThat(twice.get(0)).isEqualTo(once.get(0));
        assertThat(intake()).isEqualTo(before);
    }

    @Test
    void closedDocuments_areLeftAlone() {
        ingest(of(source, Documents.order(number).setStatedTotalMinor(1)));
        decide(only().getQuarantineId(), DISCARD);

        assertThat(replay(ReplayMatchingRequest.newBuilder().setSource(source)))
                .containsExactly(ReplayMatchingResponse.getDefaultInstance());
    }

    @Test
    void store_replaysItsOwn() {
        ingest(at("s1", of(source, Documents.order(number).setStatedTotalMinor(1))));
        ingest(at("s2", of(source, Documents.order(Documents.number()).setStatedTotalMinor(1))));

        ReplayMatchingResponse page = as(
                STORE_1,
                () -> await(edge.replayMatching(
                        ReplayMatchingRequest.newBuilder().setSource(source).build())));

        assertThat(page.getStaysList())
                .extracting(ReplayStay::getQuarantineId)
                .containsExactly(only().getQuarantineId());
    }

    @Test
    void foreignTokenOrTooLargePage_isRefused() {
        assertThatThrownBy(() -> replay(ReplayMatchingRequest.newBuilder().setPageToken("MTc")))
                .hasMessageContaining("page_token");
        assertThatThrownBy(() -> replay(ReplayMatchingRequest.newBuilder().setPageSize(501)))
                .hasMessageContaining("page_size");
    }

    private List<ReplayMatchingResponse> replay(ReplayMatchingRequest.Builder request) {
        List<ReplayMatchingResponse> pages = new ArrayList<>();
        do {
            pages.add(await(service.replayMatching(request.build())));
            request.setPageToken(pages.get(pages.size() - 1).getNextPageToken());
        } while (!request.getPageToken().isEmpty());
        return pages;
    }
}
