package dev.touchline.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.touchline.kittest.PostgresResource;
import dev.touchline.operations.v1.Backlog;
import dev.touchline.operations.v1.GetProgressRequest;
import dev.touchline.order.v1.SaleEvent;
import dev.touchline.type.v1.ItemOutcome;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Does the service answer, and does an order reach the feed? */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class OrderIngestSmokeTest extends ServiceTest {

    @Test
    void order_isAcceptedAndInTheFeed() {
        String number = Documents.number();

        ItemOutcome outcome = outcome(Documents.order(number).addIdentifiers(Documents.phone("13800000001")));

        assertThat(outcome).isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
        List<SaleEvent> events = events(number);
        assertThat(events).hasSize(1);
        assertThat(events.get(0).getSale()).isEqualTo(sale(number).getSale());
        assertThat(events.get(0).getSale().getOrder().getDocument().getIdentifiersList())
                .isEmpty();
        assertThat(events.get(0)
                        .getSale()
                        .getOrder()
                        .getIdentifiers(0)
                        .getHash()
                        .size())
                .isEqualTo(32);
        assertInvariantsHold();
    }

    @Test
    void progress_namesTheServiceAndWhatWaits() {
        var progress = await(operations.getProgress(GetProgressRequest.getDefaultInstance()));

        assertThat(progress.getService()).isEqualTo("order-ingest-svc");
        assertThat(progress.getBacklogsList())
                .extracting(Backlog::getName, Backlog::getBlocksCompletion)
                .containsExactly(
                        tuple("quarantined", false),
                        tuple("unidentified_sales", false),
                        tuple("doubtful_pairs", false),
                        tuple("twins_to_look_for", true));
    }
}
