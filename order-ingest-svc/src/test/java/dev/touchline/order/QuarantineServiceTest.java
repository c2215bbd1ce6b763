package dev.touchline.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchline.kit.access.Caller;
import dev.touchline.kit.access.Role;
import dev.touchline.order.v1.DecideQuarantineRequest;
import dev.touchline.order.v1.DecideQuarantineResponse;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.ExplainQuarantineRequest;
import dev.touchline.order.v1.ExplainQuarantineResponse;
import dev.touchline.order.v1.FieldChange;
import dev.touchline.order.v1.FieldDifference;
import dev.touchline.order.v1.ListQuarantineRequest;
import dev.touchline.order.v1.Places;
import dev.touchline.order.v1.QuarantineDecisionKind;
import dev.touchline.order.v1.QuarantineState;
import dev.touchline.order.v1.QuarantinedDocument;
import dev.touchline.order.v1.Replay;
import dev.touchline.order.v1.ReplayQuarantineRequest;
import dev.touchline.type.v1.ItemResult;
import io.grpc.Context;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;

/** What tests of the quarantine share: short words for its calls, made by one caller or another. */
abstract class QuarantineServiceTest extends ServiceTest {

    static final QuarantineDecisionKind KEEP = QuarantineDecisionKind.QUARANTINE_DECISION_KIND_KEEP;
    static final QuarantineDecisionKind TAKE = QuarantineDecisionKind.QUARANTINE_DECISION_KIND_TAKE;
    static final QuarantineDecisionKind DISCARD = QuarantineDecisionKind.QUARANTINE_DECISION_KIND_DISCARD;
    static final QuarantineDecisionKind REOPEN = QuarantineDecisionKind.QUARANTINE_DECISION_KIND_REOPEN;
    static final Caller WHOLE = new Caller("anna", Role.HEADQUARTERS, Set.of(), Set.of());
    static final Caller BERT = new Caller("bert", Role.HEADQUARTERS, Set.of(), Set.of());
    static final Caller STORE_1 = new Caller("store-1", Role.HEADQUARTERS, Set.of(), Set.of("s1"));
    static final Caller SOUTH = new Caller("south", Role.HEADQUARTERS, Set.of("south"), Set.of());

    private static final AtomicLong KEYS = new AtomicLong();

    @Inject
    @GrpcService
    OrderIngestGrpc edge;

    final String number = Documents.number();

    @AfterEach
    void invariantsHold() {
        assertInvariantsHold();
    }

    /** An order of two lines that stands, and one of three in quarantine. */
    long conflict() {
        ingest(Documents.order(number), Documents.order(number).addLines(Documents.line(3, 1)));
        return only().getQuarantineId();
    }

    QuarantinedDocument only() {
        assertThat(quarantined(number)).hasSize(1);
        return quarantined(number).get(0);
    }

    QuarantinedDocument closed() {
        List<QuarantinedDocument> found =
                list(ListQuarantineRequest.newBuilder().setState(QuarantineState.QUARANTINE_STATE_CLOSED)).stream()
                        .filter(row -> row.getDocument()
                                .getDocument()
                                .getKey()
                                .getNumber()
                                .equals(number))
                        .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    List<QuarantinedDocument> list(ListQuarantineRequest.Builder filter) {
        return await(service.listQuarantine(filter.setPageSize(1000).build())).getDocumentsList();
    }

    ExplainQuarantineResponse explain(long id) {
        return await(service.explainQuarantine(
                ExplainQuarantineRequest.newBuilder().setQuarantineId(id).build()));
    }

    ExplainQuarantineResponse explainAs(Caller caller, long id) throws Exception {
        return as(
                caller,
                () -> await(edge.explainQuarantine(ExplainQuarantineRequest.newBuilder()
                        .setQuarantineId(id)
                        .build())));
    }

    ItemResult decide(long id, QuarantineDecisionKind kind) {
        return decide(WHOLE, List.of(id), kind).get(0);
    }

    List<ItemResult> decide(Caller caller, List<Long> ids, QuarantineDecisionKind kind) {
        return decide(caller, ids, kind, "k" + KEYS.incrementAndGet());
    }

    List<ItemResult> decide(Caller caller, List<Long> ids, QuarantineDecisionKind kind, String key) {
        return await(deciding(caller, ids, kind, key)).getResultsList();
    }

    Uni<DecideQuarantineResponse> deciding(Caller caller, List<Long> ids, QuarantineDecisionKind kind, String key) {
        return as(
                caller,
                () -> edge.decideQuarantine(DecideQuarantineRequest.newBuilder()
                        .addAllQuarantineIds(ids)
                        .setDecision(kind)
                        .setNote("asked the store")
                        .setDecisionKey(key)
                        .build()));
    }

    ItemResult change(long id, String... fieldsAndValues) {
        Replay.Builder replay = Replay.newBuilder().setQuarantineId(id);
        for (int i = 0; i < fieldsAndValues.length; i += 2) {
            replay.addChanges(
                    FieldChange.newBuilder().setField(fieldsAndValues[i]).setValue(fieldsAndValues[i + 1]));
        }
        return await(service.replayQuarantine(ReplayQuarantineRequest.newBuilder()
                        .addReplays(replay)
                        .setNote("typing error")
                        .build()))
                .getResults(0);
    }

    ItemResult correct(Caller caller, long id, Document.Builder corrected) {
        return as(
                        caller,
                        () -> await(edge.replayQuarantine(ReplayQuarantineRequest.newBuilder()
                                .addReplays(
                                        Replay.newBuilder().setQuarantineId(id).setCorrected(corrected))
                                .setNote("typing error")
                                .build())))
                .getResults(0);
    }

    static <T> T as(Caller caller, Callable<T> call) {
        try {
            return caller.in(Context.current()).call(call);
        } catch (RuntimeException refused) {
            throw refused;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void assertRefused(String field, DecideQuarantineRequest.Builder request) {
        assertThatThrownBy(() -> await(
                        service.decideQuarantine(request.addQuarantineIds(1).build())))
                .hasMessageContaining(field);
    }

    static void assertOutOfScope(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).hasMessageContaining("stored for another store or brand");
    }

    static FieldDifference difference(String field, String standing, String quarantined) {
        return FieldDifference.newBuilder()
                .setField(field)
                .setStanding(standing)
                .setQuarantined(quarantined)
                .build();
    }

    static Document.Builder of(String source, Document.Builder document) {
        document.getKeyBuilder().setSource(source);
        return document;
    }

    static Document.Builder at(String store, Document.Builder document) {
        return document.setPlaces(Places.newBuilder().setStore(store));
    }
}
