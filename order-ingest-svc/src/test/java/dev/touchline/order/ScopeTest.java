package dev.touchline.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.kit.access.Caller;
import dev.touchline.kit.access.Role;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.IngestDocumentsResponse;
import dev.touchline.order.v1.Places;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.ItemOutcome;
import dev.touchline.type.v1.ItemResult;
import io.grpc.Context;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What stands in the books decides who may change it, not only what the document says. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class ScopeTest extends ServiceTest {

    private static final Caller STORE_1 = new Caller("till-1", Role.TILL, Set.of(), Set.of("s1"));
    private static final Caller STORE_2 = new Caller("till-2", Role.TILL, Set.of(), Set.of("s2"));
    private static final Caller SOUTH = new Caller("south-app", Role.MINI_PROGRAM, Set.of("south"), Set.of());

    @Inject
    @GrpcService
    OrderIngestGrpc edge;

    private final String number = Documents.number();

    @Test
    void documentOfAnotherStoreOrBrand_isNotReplaced() throws Exception {
        ingest(at("s1", Documents.order(number)));
        Document.Builder newer = at("s2", Documents.order(number)).setVersion(1);

        assertRejected(ingestAs(STORE_2, newer));
        assertRejected(ingestAs(STORE_2, newer.clone().setVersion(0)));
        assertRejected(ingestAs(SOUTH, south(newer.clone())));

        assertThat(sale(number).getVersion()).isEqualTo(1);
        assertThat(quarantined(number)).isEmpty();
        assertInvariantsHold();
    }

    @Test
    void goods_areReturnedInAnotherStore_butToTheirBrand() throws Exception {
        ingest(at("s1", Documents.order(number)));

        assertAccepted(ingestAs(STORE_2, at("s2", Documents.refund(Documents.number(), number))));
        assertRejected(ingestAs(SOUTH, Documents.refund(Documents.number(), number)));
        assertAccepted(ingestAs(SOUTH, Documents.refund(Documents.number(), "unknown" + number)));

        assertThat(sale(number).getSale().getRefundsList()).hasSize(1);
        assertInvariantsHold();
    }

    // The lines of a refund need not say a brand: then its order does.
    @Test
    void refundOfAnotherBrandsOrder_isNotMovedAway() throws Exception {
        String refund = Documents.number();
        ingest(at("s1", Documents.order(number)));
        ingest(Documents.refund(refund, number));

        Document.Builder moved = Documents.refund(refund, "unknown" + number).setVersion(1);
        assertRejected(ingestAs(SOUTH, moved));

        assertThat(sale(number).getSale().getRefundsList()).hasSize(1);
        assertInvariantsHold();
    }

    @Test
    void refundThatWaits_isOfTheBrandItSays() throws Exception {
        String silent = Documents.number();
        String said = Documents.number();
        ingest(Documents.refund(silent, "unknown" + number));
        ingest(south(Documents.refund(said, "unknown" + number)));

        assertRejected(ingestAs(
                SOUTH, south(Documents.refund(silent, "unknown" + number)).setVersion(1)));
        assertAccepted(ingestAs(
                SOUTH, south(Documents.refund(said, "unknown" + number)).setVersion(1)));
    }

    @Test
    void refundOfOwnOrder_isReplaced() throws Exception {
        String refund = Documents.number();
        ingest(south(Documents.order(number)));
        assertAccepted(ingestAs(SOUTH, Documents.refund(refund, number)));
        assertAccepted(ingestAs(SOUTH, Documents.refund(refund, number).setVersion(1)));
    }

    @Test
    void ownDocument_isReplaced() throws Exception {
        assertAccepted(ingestAs(STORE_2, at("s2", Documents.order(number))));
        assertAccepted(ingestAs(STORE_2, at("s2", Documents.order(number)).setVersion(1)));
    }

    // Fails if all documents of a transaction are taken for those of the call that came first.
    @Test
    void callsThatAreTakenInTogether_keepTheirOwnScope() throws Exception {
        ingest(at("s1", Documents.order(number)));
        List<Uni<IngestDocumentsResponse>> calls = new ArrayList<>();
        for (int version = 1; version <= 40; version++) {
            boolean own = version % 2 == 0;
            calls.add(call(
                    own ? STORE_1 : STORE_2,
                    at(own ? "s1" : "s2", Documents.order(number)).setVersion(version)));
        }

        List<IngestDocumentsResponse> answers =
                await(Uni.join().all(calls).usingConcurrencyOf(calls.size()).andFailFast());

        for (int version = 1; version <= 40; version++) {
            ItemResult result = answers.get(version - 1).getResults(0);
            if (version % 2 == 0) {
                assertThat(result.getOutcome())
                        .isIn(ItemOutcome.ITEM_OUTCOME_ACCEPTED, ItemOutcome.ITEM_OUTCOME_DUPLICATE);
            } else if (result.getOutcome() != ItemOutcome.ITEM_OUTCOME_DUPLICATE) {
                assertRejected(result); // else a newer one stood already
            }
        }
        assertThat(sale(number).getSale().getOrder().getDocument().getPlaces().getStore())
                .isEqualTo("s1");
        assertInvariantsHold();
    }

    private ItemResult ingestAs(Caller caller, Document.Builder document) throws Exception {
        return await(call(caller, document)).getResults(0);
    }

    private Uni<IngestDocumentsResponse> call(Caller caller, Document.Builder document) throws Exception {
        return caller.in(Context.current()).call(() -> edge.ingestDocuments(batch(List.of(document.build()))));
    }

    private static Document.Builder at(String store, Document.Builder document) {
        return document.setPlaces(Places.newBuilder().setStore(store));
    }

    private static Document.Builder south(Document.Builder document) {
        document.getLinesBuilderList().forEach(line -> line.setBrand("south"));
        return document;
    }

    private static void assertAccepted(ItemResult result) {
        assertThat(result.getOutcome()).as(result.getMessage()).isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
    }

    private static void assertRejected(ItemResult result) {
        assertThat(result.getOutcome()).as(result.getMessage()).isEqualTo(ItemOutcome.ITEM_OUTCOME_REJECTED);
        assertThat(result.getReason()).isEqualTo(ErrorReason.ERROR_REASON_OUT_OF_SCOPE);
    }
}
