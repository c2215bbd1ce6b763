package dev.touchline.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.feed.v1.FeedService;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.operations.v1.CheckInvariantsRequest;
import dev.touchline.operations.v1.GetProgressRequest;
import dev.touchline.operations.v1.InvariantResult;
import dev.touchline.operations.v1.OperationsService;
import dev.touchline.order.v1.GetSaleRequest;
import dev.touchline.order.v1.GetSaleResponse;
import dev.touchline.order.v1.IngestDocumentsRequest;
import dev.touchline.order.v1.OrderIngestService;
import dev.touchline.order.v1.SaleEvent;
import dev.touchline.type.v1.ItemOutcome;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Does the service answer, and does an order reach the feed? */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class OrderIngestSmokeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @GrpcClient("order-ingest-svc")
    OrderIngestService service;

    @GrpcClient("order-ingest-svc")
    FeedService feed;

    @GrpcClient("order-ingest-svc")
    OperationsService operations;

    @Inject
    Pool pool;

    @Test
    void order_isAcceptedAndInTheFeed() {
        String number = Documents.number();

        var answer = service.ingestDocuments(IngestDocumentsRequest.newBuilder()
                        .addDocuments(Documents.order(number).addIdentifiers(Documents.phone("13800000001")))
                        .build())
                .await()
                .atMost(PATIENCE);

        assertThat(answer.getResults(0).getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
        GetSaleResponse sale = service.getSale(GetSaleRequest.newBuilder()
                        .setKey(Documents.orderKey(number))
                        .build())
                .await()
                .atMost(PATIENCE);
        List<SaleEvent> events = new SaleFeed(feed, pool).events(sale.getSale().getSaleId());
        assertThat(events).hasSize(1);
        assertThat(events.get(0).getVersion()).isEqualTo(1);
        assertThat(events.get(0).getSale()).isEqualTo(sale.getSale());
        assertThat(events.get(0).getSale().getOrder().getDocument().getIdentifiersList())
                .isEmpty();
        assertThat(events.get(0)
                        .getSale()
                        .getOrder()
                        .getIdentifiers(0)
                        .getHash()
                        .size())
                .isEqualTo(32);
    }

    @Test
    void invariants_holdAndProgressIsTold() {
        var checked = operations
                .checkInvariants(CheckInvariantsRequest.getDefaultInstance())
                .await()
                .atMost(PATIENCE);
        assertThat(checked.getResultsList()).hasSizeGreaterThan(5).allMatch(result -> result.getViolations() == 0);
        assertThat(checked.getResultsList())
                .extracting(InvariantResult::getInvariant)
                .contains("intake", "set-aside");

        var progress = operations
                .getProgress(GetProgressRequest.getDefaultInstance())
                .await()
                .atMost(PATIENCE);
        assertThat(progress.getService()).isEqualTo("order-ingest-svc");
        assertThat(progress.getBacklogsList()).hasSize(2).noneMatch(backlog -> backlog.getBlocksCompletion());
    }
}
