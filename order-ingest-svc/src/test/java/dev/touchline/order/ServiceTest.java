package dev.touchline.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.feed.v1.FeedService;
import dev.touchline.operations.v1.CheckInvariantsRequest;
import dev.touchline.operations.v1.OperationsService;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.GetIntakeRequest;
import dev.touchline.order.v1.GetIntakeResponse;
import dev.touchline.order.v1.GetSaleRequest;
import dev.touchline.order.v1.GetSaleResponse;
import dev.touchline.order.v1.IngestDocumentsRequest;
import dev.touchline.order.v1.ListQuarantineRequest;
import dev.touchline.order.v1.OrderIngestService;
import dev.touchline.order.v1.QuarantinedDocument;
import dev.touchline.order.v1.SaleEvent;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.ItemOutcome;
import dev.touchline.type.v1.ItemResult;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What tests of the running service share: its stubs, and short words for its calls. */
public abstract class ServiceTest {

    protected static final Duration PATIENCE = Duration.ofMinutes(2);

    @GrpcClient("order-ingest-svc")
    protected OrderIngestService service;

    @GrpcClient("order-ingest-svc")
    protected FeedService feed;

    @GrpcClient("order-ingest-svc")
    protected OperationsService operations;

    @Inject
    protected Pool pool;

    protected static <T> T await(Uni<T> answer) {
        return answer.await().atMost(PATIENCE);
    }

    protected static IngestDocumentsRequest batch(List<Document> documents) {
        return IngestDocumentsRequest.newBuilder().addAllDocuments(documents).build();
    }

    protected List<ItemResult> ingest(Document.Builder... documents) {
        return ingest(Arrays.stream(documents).map(Document.Builder::build).toList());
    }

    protected List<ItemResult> ingest(List<Document> documents) {
        return await(service.ingestDocuments(batch(documents))).getResultsList();
    }

    protected ItemOutcome outcome(Document.Builder document) {
        return ingest(document).get(0).getOutcome();
    }

    protected GetSaleResponse sale(String number) {
        return sale(Documents.orderKey(number));
    }

    protected GetSaleResponse sale(DocumentKey key) {
        return await(service.getSale(GetSaleRequest.newBuilder().setKey(key).build()));
    }

    protected GetIntakeResponse intake() {
        return await(service.getIntake(GetIntakeRequest.getDefaultInstance()));
    }

    /** Events of a sale, oldest first; their versions are checked to be 1, 2, 3 … */
    protected List<SaleEvent> events(String number) {
        List<SaleEvent> events =
                new SaleFeed(feed, pool).events(sale(number).getSale().getSaleId());
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).getVersion()).isEqualTo(i + 1);
        }
        return events;
    }

    /** What is in quarantine under a number. */
    protected List<QuarantinedDocument> quarantined(String number) {
        List<QuarantinedDocument> found = new ArrayList<>();
        String token = "";
        do {
            var page = await(service.listQuarantine(ListQuarantineRequest.newBuilder()
                    .setPageSize(1000)
                    .setPageToken(token)
                    .build()));
            page.getDocumentsList().stream()
                    .filter(row ->
                            row.getDocument().getDocument().getKey().getNumber().equals(number))
                    .forEach(found::add);
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        return found;
    }

    protected void assertInvariantsHold() {
        var checked = await(operations.checkInvariants(CheckInvariantsRequest.getDefaultInstance()));
        assertThat(checked.getResultsList()).hasSizeGreaterThan(5).allMatch(result -> result.getViolations() == 0);
    }
}
