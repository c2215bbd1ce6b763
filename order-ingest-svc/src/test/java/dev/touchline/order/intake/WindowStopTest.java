package dev.touchline.order.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.kit.error.Rejection;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stream whose service stops: what it has taken is answered, then it ends, and the client sends the rest elsewhere. */
class WindowStopTest {

    private final UnicastProcessor<Integer> batches = UnicastProcessor.create();
    private final List<UniEmitter<? super Integer>> working = new ArrayList<>();
    private final AtomicReference<UniEmitter<? super Void>> stop = new AtomicReference<>();
    private final List<Integer> answers = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicBoolean completed = new AtomicBoolean();

    @BeforeEach
    void open() {
        Window.over(batches, this::work, () -> true, Uni.createFrom().<Void>emitter(stop::set))
                .subscribe()
                .with(answers::add, failure::set, () -> completed.set(true));
    }

    @Test
    void stop_whileBatchesWait_answersThemThenEndsTheStream() {
        batches.onNext(1);
        batches.onNext(2);

        stop.get().complete(null);
        batches.onNext(3);

        working.get(0).complete(10);
        working.get(1).complete(20);
        assertThat(answers).containsExactly(10, 20);
        assertThat(failure.get()).isInstanceOf(Rejection.class).hasMessageContaining("stopping");
        assertThat(working).hasSize(2);
    }

    @Test
    void stop_ofAnIdleStream_endsItAtOnce() {
        stop.get().complete(null);

        assertThat(failure.get()).isInstanceOf(Rejection.class).hasMessageContaining("stopping");
    }

    @Test
    void end_byTheClient_isNoFailure() {
        batches.onNext(1);
        batches.onComplete();

        working.get(0).complete(10);
        assertThat(answers).containsExactly(10);
        assertThat(completed).isTrue();
        assertThat(failure).hasValue(null);
    }

    private Uni<Integer> work(int batch) {
        return Uni.createFrom().emitter(working::add);
    }
}
