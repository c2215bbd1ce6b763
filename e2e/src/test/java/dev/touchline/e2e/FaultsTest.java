package dev.touchline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bad days: kill -9 of every service and of PostgreSQL while documents are being loaded, and several replicas of
 * attribution-svc at once. The reports must be the same as on a quiet day, and every invariant must hold.
 */
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {

    private static final int MEMBERS = 4_000;

    @TempDir
    static Path folder;

    private Retailer retailer;
    private Map<String, String> quietDay;

    @BeforeAll
    void aQuietDay() throws IOException {
        try (Installation touchline = Installation.up(folder.resolve("quiet"))) {
            retailer = Retailer.generate(touchline, folder.resolve("data"), MEMBERS);
            retailer.load(touchline);
            touchline.awaitAttributed();
            quietDay = touchline.reports();
        }
    }

    @AfterAll
    void nothingRuns() {
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"member-svc", "touch-svc", "order-ingest-svc", "attribution-svc", "report-svc", "postgres"})
    void killed_inTheMiddleOfLoading_losesNothing(String victim) throws IOException {
        try (Installation touchline = Installation.up(folder.resolve(victim))) {
            Copy process = touchline.process(victim);
            for (String entity : Retailer.ENTITIES) {
                Command loading = retailer.startLoading(touchline, entity);
                if (hits(victim, entity)) {
                    pause(Duration.ofMillis(1500));
                    process.kill();
                    process.restart();
                }
                loading.succeed();
            }
            touchline.awaitAttributed();

            assertThat(touchline.reports()).isEqualTo(quietDay);
            touchline.run("check");
        }
    }

    @Test
    void twoReplicasOfAttribution_oneKilled_foldEachPersonOnce() throws IOException {
        try (Installation touchline = Installation.up(folder.resolve("replicas"))) {
            Copy attribution = touchline.process("attribution-svc");
            attribution.startAnother("-Dquarkus.http.port=", "-Dquarkus.http.port=0");
            retailer.load(touchline);
            touchline.awaitAttributed();

            assertThat(attribution.startedIsAlive()).isTrue();
            assertThat(touchline.reports()).isEqualTo(quietDay);
            touchline.run("check");
        }
    }

    private static boolean hits(String victim, String entity) {
        return switch (entity) {
            case "members" -> victim.equals("member-svc") || victim.equals("postgres");
            case "touches" -> !victim.equals("order-ingest-svc") && !victim.equals("member-svc");
            case "orders" -> true;
            default -> false;
        };
    }

    private static void pause(Duration duration) {
        await().pollDelay(duration).atMost(duration.plusSeconds(5)).until(() -> true);
    }
}
