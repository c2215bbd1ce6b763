package dev.touchline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.touchline.cli.authority.Role;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services that are asked to stop while they are busy: what has begun is finished, and nobody sees anything but "try again". */
@Tag("faults")
class StopTest {

    /** Calls and rounds of work have ten seconds each. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    static Path folder;

    @Test
    void servicesAskedToStopUnderLoad_finishWhatTheyBegan() throws IOException {
        try (Installation touchline = Installation.up(folder)) {
            OrderLoad load = OrderLoad.start(
                    touchline.channel("order-ingest-svc", touchline.token(Role.HEADQUARTERS, List.of(), List.of())),
                    8,
                    100,
                    Duration.ofSeconds(20));
            for (String service : List.of("order-ingest-svc", "attribution-svc", "report-svc")) {
                int before = load.acknowledged();
                await().atMost(Duration.ofMinutes(1)).until(() -> load.acknowledged() > before + 20);

                Duration stop = touchline.terminate(service);

                System.out.printf("%s stopped under load in %d ms%n", service, stop.toMillis());
                assertThat(stop).isLessThan(LIMIT);
                assertThat(touchline.log(service)).doesNotContain(" ERROR ");
                touchline.run("up");
            }
            load.close();

            System.out.printf("%d batches acknowledged, refused: %s%n", load.acknowledged(), load.refusals());
            assertThat(load.refusals().keySet()).isSubsetOf(Status.Code.UNAVAILABLE);
            load.assertNothingIsLost();
            touchline.awaitAttributed();
            touchline.run("check");
        }
    }
}
