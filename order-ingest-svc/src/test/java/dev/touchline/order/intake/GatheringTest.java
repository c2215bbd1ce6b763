package dev.touchline.order.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchline.kit.access.Caller;
import dev.touchline.kit.error.Items;
import dev.touchline.order.intake.Gathering.Call;
import dev.touchline.order.v1.Document;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.ItemResult;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.VertxException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Batches that wait are joined, and each is answered as if it had been alone. */
class GatheringTest {

    private static final int MOST = 10;

    /** Transactions that were begun and end when the test says so. */
    private final List<Transaction> begun = new ArrayList<>();

    private long now = Long.MAX_VALUE - 1; // it may overflow

    private final Gathering gathering = new Gathering(1, MOST, () -> now, calls -> Uni.createFrom()
            .emitter(end -> begun.add(
                    new Transaction(calls, end, Span.current().getSpanContext().isSampled()))));

    private record Transaction(List<Call> calls, UniEmitter<? super List<ItemResult>> end, boolean traced) {

        /** Accepts documents with an even number in their key; the others are known. */
        void commit() {
            List<Document> documents =
                    calls.stream().flatMap(call -> call.documents().stream()).toList();
            end.complete(IntStream.range(0, documents.size())
                    .mapToObj(index ->
                            number(documents.get(index)) % 2 == 0 ? Items.accepted(index) : Items.duplicate(index))
                    .toList());
        }

        List<Integer> sizes() {
            return calls.stream().map(call -> call.documents().size()).toList();
        }
    }

    @Test
    void batchThatNobodyIsBefore_doesNotWaitForOthers() {
        CompletableFuture<List<ItemResult>> one = join(0, 3);

        assertThat(begun).hasSize(1);
        begun.get(0).commit();
        assertThat(one.join()).containsExactlyElementsOf(alone(0, 3));
    }

    // Fails if answers keep the index that they have among all.
    @Test
    void batchesThatWait_areJoined_andEachHasItsOwnAnswers() {
        join(0, 1);
        CompletableFuture<List<ItemResult>> second = join(1, 2);
        CompletableFuture<List<ItemResult>> third = join(4, 3);

        begun.get(0).commit();
        assertThat(begun).hasSize(2);
        assertThat(begun.get(1).sizes()).containsExactly(2, 3);
        begun.get(1).commit();

        assertThat(second.join()).containsExactlyElementsOf(alone(1, 2));
        assertThat(third.join()).containsExactlyElementsOf(alone(4, 3));
    }

    @Test
    void noTransactionAtOnce_isRefused() {
        assertThatThrownBy(() -> new Gathering(
                        0, MOST, () -> now, calls -> Uni.createFrom().nothing()))
                .hasMessage("touchline.intake.transactions: 0 (expected: at least 1)");
    }

    @Test
    void moreThanFitTogether_areTakenInTheOrderInWhichTheyCame() {
        join(0, 1);
        for (int size : List.of(6, 4, 1, 10)) {
            join(0, size);
        }

        for (int transaction = 0; transaction < begun.size(); transaction++) {
            begun.get(transaction).commit();
        }

        assertThat(begun.stream().map(Transaction::sizes))
                .containsExactly(List.of(1), List.of(6, 4), List.of(1), List.of(10));
    }

    // Fails if whoever was joined with a call that cannot be worked off fails with it.
    @Test
    void joinedBatchesThatFail_areTriedOneByOne() {
        join(0, 1);
        CompletableFuture<List<ItemResult>> broken = join(1, 1);
        CompletableFuture<List<ItemResult>> sound = join(2, 1, Duration.ofSeconds(1));
        begun.get(0).commit();

        now += Duration.ofMinutes(1).toNanos(); // they had their turn
        begun.get(1).end().fail(new IllegalStateException("broken"));
        begun.get(2).end().fail(new IllegalStateException("broken"));
        begun.get(3).commit();

        assertThatThrownBy(broken::join).hasRootCauseMessage("broken");
        assertThat(sound.join()).containsExactlyElementsOf(alone(2, 1));
        assertThat(begun).hasSize(4);
    }

    @ParameterizedTest
    @MethodSource("away")
    void joinedBatches_whileTheDatabaseIsAway_failTogether(Throwable away) {
        join(0, 1);
        CompletableFuture<List<ItemResult>> second = join(1, 1);
        CompletableFuture<List<ItemResult>> third = join(2, 1);
        begun.get(0).commit();

        begun.get(1).end().fail(away);

        assertThat(second).isCompletedExceptionally();
        assertThat(third).isCompletedExceptionally();
        assertThat(begun).hasSize(2);
    }

    static List<Throwable> away() {
        return List.of(new IOException("away"), new VertxException("Timeout waiting for connection"));
    }

    // Fails without "alone": the events of all would be told as caused by one of them.
    @Test
    void tracedCall_isByItself() {
        join(0, 1);
        join(0, 2);
        Span traced = Span.wrap(
                SpanContext.create("1".repeat(32), "1".repeat(16), TraceFlags.getSampled(), TraceState.getDefault()));
        Context.current().with(traced).wrap((Runnable) () -> join(0, 3)).run();
        join(0, 4);

        for (int transaction = 0; transaction < 4; transaction++) {
            begun.get(transaction).commit();
        }

        assertThat(begun.stream().map(Transaction::sizes))
                .containsExactly(List.of(1), List.of(2), List.of(3), List.of(4));
        assertThat(begun.stream().map(Transaction::traced)).containsExactly(false, false, true, false);
    }

    // Fails without isLate: what nobody waits for any more is worked off before what somebody waits for.
    @Test
    void whoHasWaitedTooLong_isRefusedWhenItsTurnComes() {
        join(0, 1);
        CompletableFuture<List<ItemResult>> late = join(1, 1, Duration.ofSeconds(1));
        CompletableFuture<List<ItemResult>> patient = join(2, 1, Duration.ofHours(99_999_999)); // a header may say it
        now += Duration.ofSeconds(1).toNanos() + 1;
        CompletableFuture<List<ItemResult>> newcomer = join(3, 1, Duration.ofSeconds(1));

        begun.get(0).commit();
        begun.get(1).commit();

        assertThatThrownBy(late::join)
                .hasMessageContaining("milliseconds that the batch waited: 1000 (expected: at most 1000, half of");
        assertThat(begun.get(1).sizes()).containsExactly(1, 1);
        assertThat(patient.join()).containsExactlyElementsOf(alone(2, 1));
        assertThat(newcomer.join()).containsExactlyElementsOf(alone(3, 1));
    }

    @Test
    void whenAllHaveWaitedTooLong_theNextComerIsTaken() {
        join(0, 1);
        join(1, 1, Duration.ofSeconds(1));
        now += Duration.ofSeconds(2).toNanos();
        begun.get(0).commit();

        CompletableFuture<List<ItemResult>> next = join(2, 1, Duration.ofSeconds(1));
        assertThat(begun).hasSize(2);
        begun.get(1).commit();

        assertThat(next).isCompletedWithValue(alone(2, 1));
    }

    private CompletableFuture<List<ItemResult>> join(int first, int size) {
        return join(first, size, null);
    }

    private CompletableFuture<List<ItemResult>> join(int first, int size, Duration patience) {
        return gathering
                .join(new Call(documents(first, size), Caller.current(), patience))
                .subscribeAsCompletionStage();
    }

    /** What a call is answered that nothing is joined with. */
    private static List<ItemResult> alone(int first, int size) {
        return IntStream.range(0, size)
                .mapToObj(index -> (first + index) % 2 == 0 ? Items.accepted(index) : Items.duplicate(index))
                .toList();
    }

    private static List<Document> documents(int first, int size) {
        return IntStream.range(first, first + size)
                .mapToObj(number -> Document.newBuilder()
                        .setKey(DocumentKey.newBuilder().setNumber("" + number))
                        .build())
                .toList();
    }

    private static int number(Document document) {
        return Integer.parseInt(document.getKey().getNumber());
    }
}
