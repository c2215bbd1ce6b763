package dev.touchline.kit.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final AtomicBoolean stopping = new AtomicBoolean();
    private final Turns turns = new Turns(2, stopping::get);
    private final List<String> begun = new ArrayList<>();

    // Fails without the count in enter (all begin at once), and with pollLast in leave (the last one is next).
    @Test
    void whoComesWhileAllWork_beginsInOrderAsOthersEnd() {
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> second = new CompletableFuture<>();
        begin("first", first);
        begin("second", second);
        begin("third", new CompletableFuture<>());
        begin("fourth", new CompletableFuture<>());

        assertThat(begun).containsExactly("first", "second");
        second.complete("done");
        assertThat(begun).containsExactly("first", "second", "third");
        first.complete("done");
        assertThat(begun).containsExactly("first", "second", "third", "fourth");
    }

    // Fails without leave on termination: a failure, or work that cannot even begin, would take its turn with it.
    @Test
    void workThatFails_givesItsTurnBack() {
        for (int i = 0; i < 5; i++) {
            begin("fails", CompletableFuture.failedFuture(new IllegalStateException("made to fail")));
            turns.inTurn(
                            () -> {
                                throw new IllegalStateException("made to fail");
                            },
                            "nothing")
                    .subscribe()
                    .with(done -> {}, failed -> {});
        }

        assertThat(turns.inTurn(() -> Uni.createFrom().item("done"), "nothing")
                        .await()
                        .atMost(PATIENCE))
                .isEqualTo("done");
    }

    // Fails without stopping in inTurn: a stop waits until everybody has had a turn, and cuts them off.
    @Test
    void whoWaitsWhenTheProcessStops_doesNothing() {
        CompletableFuture<String> first = new CompletableFuture<>();
        begin("first", first);
        begin("second", new CompletableFuture<>());
        CompletableFuture<String> third =
                turns.inTurn(() -> Uni.createFrom().item("done"), "nothing").subscribeAsCompletionStage();

        stopping.set(true);
        first.complete("done");

        assertThat(third).isCompletedWithValue("nothing");
    }

    @Test
    void noTurnAtOnce_isRefused() {
        assertThatThrownBy(() -> new Turns(0, () -> false)).hasMessageContaining("touchline.feed.transactions: 0");
    }

    private void begin(String name, CompletableFuture<String> work) {
        turns.inTurn(
                        () -> {
                            begun.add(name);
                            return Uni.createFrom().completionStage(work);
                        },
                        "nothing")
                .subscribe()
                .with(done -> {}, failed -> {});
    }
}
