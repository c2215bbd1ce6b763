package dev.touchline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
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
 * The steps of docs/restore.md. A service's database is put back to how it was in the middle of a load. Its epoch changes by
 * itself, its readers rebuild, the senders repeat what was accepted since; then the reports are those of a quiet day and every
 * invariant holds. The copy is a new database of the same cluster, as a restored dump is. Takes many minutes, and has not been
 * seen through to its end yet: it is therefore not part of the faults.
 */
@Tag("drill")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestoreDrillTest {

    private static final int MEMBERS = 1_500;
    private static final int LOADED_BEFORE_THE_COPY = 5;
    private static final List<String> ALL =
            List.of("member-svc", "touch-svc", "order-ingest-svc", "attribution-svc", "report-svc");

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
    @ValueSource(strings = {"touch-svc", "order-ingest-svc", "attribution-svc", "report-svc"})
    void oneService_restoredFromAnOlderCopy_endsWithTheSameReports(String victim) throws Exception {
        drill(victim, List.of(victim));
    }

    @Test
    void everything_restoredFromAnOlderCopy_endsWithTheSameReports() throws Exception {
        drill("all", ALL);
    }

    // Members registered since the copy get other ids when they are registered again, which no other service ever
    // knew for somebody else. What was identified before keeps the old id, so that reports may differ.
    @Test
    void memberService_restoredAloneFromAnOlderCopy_givesOutNoIdAgain() throws Exception {
        try (Installation touchline = Installation.up(folder.resolve("member-svc"))) {
            Copies copies = new Copies(touchline);
            retailer.startLoading(touchline, "organisation").succeed();
            copies.take(List.of("member-svc"));
            retailer.load(touchline);
            touchline.awaitAttributed();
            long highest = copies.number("member-svc", "SELECT max(id) FROM member");

            copies.restore(List.of("member-svc"));
            retailer.load(touchline);
            touchline.awaitAttributed();

            assertThat(copies.number("member-svc", "SELECT min(id) FROM member"))
                    .isGreaterThan(highest);
        }
    }

    private void drill(String name, List<String> victims) throws IOException, SQLException {
        try (Installation touchline = Installation.up(folder.resolve(name))) {
            Copies copies = new Copies(touchline);
            for (String file : Retailer.FILES.subList(0, LOADED_BEFORE_THE_COPY)) {
                retailer.startLoading(touchline, file).succeed();
            }
            copies.take(victims);
            for (String file : Retailer.FILES.subList(LOADED_BEFORE_THE_COPY, Retailer.FILES.size())) {
                retailer.startLoading(touchline, file).succeed();
            }
            touchline.awaitAttributed();
            Map<String, String> epochs = copies.epochs(victims);

            copies.restore(victims);
            retailer.load(touchline);
            touchline.awaitAttributed();

            copies.epochs(victims).forEach((victim, epoch) -> assertThat(epoch).isNotEqualTo(epochs.get(victim)));
            assertThat(touchline.reports()).isEqualTo(quietDay);
            touchline.run("check");
        }
    }
}
