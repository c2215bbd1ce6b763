package dev.touchline.order.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.touchline.kit.access.Caller;
import dev.touchline.kit.access.Role;
import dev.touchline.kit.error.Rejection;
import dev.touchline.kit.paging.Page;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.order.v1.CountQuarantineRequest;
import dev.touchline.order.v1.CountQuarantineResponse;
import dev.touchline.order.v1.ListQuarantineRequest;
import dev.touchline.order.v1.ListQuarantineResponse;
import dev.touchline.order.v1.ReplayMatchingRequest;
import dev.touchline.type.v1.ErrorReason;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Who reads the quarantine neither holds connections of the intake for long, nor many of them. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class QuarantineReadsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Caller ANNA = new Caller("anna", Role.HEADQUARTERS, Set.of(), Set.of());

    @Inject
    Pool pool;

    @Test
    void readThatTakesTooLong_isRefused() {
        QuarantineReads reads = new QuarantineReads(pool, new Limits(4, Duration.ofMillis(200)));

        Rejection late = catchThrowableOfType(Rejection.class, () -> whileLocked(list(reads)));

        assertThat(late).hasMessage("time of the read: longer (expected: within PT0.2S; narrow the filter)");
        assertThat(late.reason()).isEqualTo(ErrorReason.ERROR_REASON_OVERLOADED);
        assertThat(late.code()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThatThrownBy(() -> whileLocked(count(reads))).hasMessageStartingWith("time of the read");
        await(list(reads));
        await(count(reads));
    }

    @Test
    void selectionThatTakesTooLong_isRefused() {
        QuarantineReads reads = new QuarantineReads(pool, new Limits(4, Duration.ofMillis(200)));
        QuarantineSelection selection = new QuarantineSelection(pool, reads);
        var afterTheFirst =
                ReplayMatchingRequest.newBuilder().setPageToken(Page.of(1, "").next(1, "1.2"));

        assertThatThrownBy(() -> whileLocked(selection.page(afterTheFirst.build(), ANNA)))
                .hasMessageStartingWith("time of the read");
    }

    // Seen to fail without the gate: the second waits, too.
    @Test
    void oneMoreThanMayBe_isRefused_andThePlaceIsGivenBack() {
        QuarantineReads reads = new QuarantineReads(pool, new Limits(1, Duration.ofMinutes(1)));
        AtomicReference<CompletableFuture<ListQuarantineResponse>> first = new AtomicReference<>();

        assertThatThrownBy(() -> whileLocked(Uni.createFrom().deferred(() -> {
                    first.set(list(reads).subscribeAsCompletionStage());
                    return list(reads);
                })))
                .hasMessage("reads of the quarantine at once: more (expected: at most 1)");

        assertThat(first.get()).succeedsWithin(PATIENCE);
        await(list(reads));
    }

    private record Limits(int maxConcurrent, Duration deadline) implements QuarantineConfig {}

    private Uni<ListQuarantineResponse> list(QuarantineReads reads) {
        return new QuarantinePages(pool, reads).list(ListQuarantineRequest.getDefaultInstance(), ANNA);
    }

    private static Uni<CountQuarantineResponse> count(QuarantineReads reads) {
        return new QuarantineCounts(reads).count(CountQuarantineRequest.getDefaultInstance(), ANNA);
    }

    private <T> T whileLocked(Uni<T> read) {
        return await(pool.withTransaction(
                tx -> tx.query("LOCK TABLE quarantine").execute().chain(() -> read)));
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }
}
