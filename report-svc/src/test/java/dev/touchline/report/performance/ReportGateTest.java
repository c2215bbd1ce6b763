package dev.touchline.report.performance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.kit.error.Rejection;
import dev.touchline.report.testing.Limits;
import dev.touchline.type.v1.ErrorReason;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How many reports run at once, and for how long. */
class ReportGateTest {

    private static final Uni<String> ENDLESS = Uni.createFrom().nothing();

    @Test
    void reports_atTheLimit_runAndOnePastItIsRefused() {
        ReportGate gate = new ReportGate(new Limits(1, 2, Duration.ofSeconds(30)));
        UniAssertSubscriber<String> first = run(gate, ENDLESS);
        UniAssertSubscriber<String> second = run(gate, ENDLESS);

        UniAssertSubscriber<String> third = run(gate, ENDLESS);

        third.assertFailedWith(Rejection.class, "reports at once: more (expected: at most 2)");
        first.assertNotTerminated();
        second.assertNotTerminated();
    }

    @Test
    void report_afterAnotherEnded_isAdmitted() {
        ReportGate gate = new ReportGate(new Limits(1, 1, Duration.ofSeconds(30)));

        run(gate, Uni.createFrom().failure(new IllegalStateException("broken"))).assertFailed();
        gate.admit(ReportGateTest::broken)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .assertFailed();
        run(gate, Uni.createFrom().item("done")).assertItem("done");
        run(gate, Uni.createFrom().item("again")).assertItem("again");
    }

    @Test
    void report_thatItsCallerLeft_countsUntilItEnds() {
        ReportGate gate = new ReportGate(new Limits(1, 1, Duration.ofSeconds(30)));
        CompletableFuture<String> end = new CompletableFuture<>();

        run(gate, Uni.createFrom().completionStage(end).onCancellation().invoke(() -> end.complete("stopped")))
                .cancel();
        run(gate, Uni.createFrom().item("early")).assertFailedWith(Rejection.class);
        assertThat(end).isNotDone();
        end.complete("done");
        run(gate, Uni.createFrom().item("late")).assertItem("late");
    }

    @Test
    void report_thatTakesTooLong_isGivenUp() {
        ReportGate gate = new ReportGate(new Limits(1, 1, Duration.ofMillis(20)));

        Throwable failure =
                run(gate, ENDLESS).awaitFailure(Duration.ofSeconds(10)).getFailure();

        assertThat(failure).hasMessage("time of the report: longer (expected: within PT0.02S)");
        assertThat(((Rejection) failure).reason()).isEqualTo(ErrorReason.ERROR_REASON_OVERLOADED);
    }

    private static Uni<String> broken() {
        throw new IllegalStateException("broken before it began");
    }

    private static UniAssertSubscriber<String> run(ReportGate gate, Uni<String> report) {
        return gate.admit(() -> report).subscribe().withSubscriber(UniAssertSubscriber.create());
    }
}
