package dev.touchline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The steps of docs/restore.md. A service's database is put back to how it was in the middle of a load. Its epoch changes by
 * itself, its readers rebuild, the senders repeat what was accepted since; then the reports are the same again and every
 * invariant holds. The copy is a new database of the same cluster, as a restored dump is. All restores are of one
 * installation, one after the other.
 */
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestoreDrillTest {

    private static final int MEMBERS = 1_000;
    private static final String WITHOUT_MEMBERS = "without_members";
    private static final String HALF_WAY = "half_way";
    private static final List<String> MODELS = List.of("precedence", "linear");
    private static final List<String> MEMBER_FILES = List.of("members", "members-later");
    private static final List<String> ALL =
            List.of("member-svc", "touch-svc", "order-ingest-svc", "attribution-svc", "report-svc");

    /** What a sender repeats after its service was restored; the others lose nothing. */
    private static final Map<String, List<String>> REPEATED = Map.of(
            "touch-svc", List.of("touches-later"),
            "order-ingest-svc", List.of("orders"),
            "attribution-svc", List.of(),
            "report-svc", List.of());

    @TempDir
    static Path folder;

    private Installation touchline;
    private Copies copies;
    private Retailer retailer;
    private Map<String, String> before;

    @BeforeAll
    void aLoadWithCopiesInItsMiddle() throws IOException, SQLException {
        touchline = Installation.up(folder.resolve("home"));
        copies = new Copies(touchline);
        retailer = Retailer.generate(touchline, folder.resolve("data"), MEMBERS);
        load(List.of("organisation"));
        copies.take(WITHOUT_MEMBERS, List.of("member-svc"));
        load(List.of("members", "campaigns", "arms", "touches"));
        copies.take(HALF_WAY, ALL);
        load(List.of("orders", "members-later", "touches-later"));
        touchline.awaitAttributed();
        before = touchline.reports(MODELS);
    }

    @AfterAll
    void nothingRuns() {
        touchline.close();
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Order(1)
    @ParameterizedTest
    @ValueSource(strings = {"report-svc", "attribution-svc", "touch-svc", "order-ingest-svc"})
    void oneService_restoredFromAnOlderCopy_endsWithTheSameReports(String victim) throws Exception {
        drill(List.of(victim), REPEATED.get(victim));
    }

    @Order(2)
    @Test
    void everything_restoredFromAnOlderCopy_endsWithTheSameReports() throws Exception {
        drill(ALL, Retailer.FILES);
    }

    // Members registered since the copy get other ids when they are registered again, which no other service ever
    // knew for somebody else. What was identified before keeps the old id, so that reports may differ.
    @Order(3)
    @Test
    void memberService_restoredAloneFromAnOlderCopy_givesOutNoIdAgain() throws Exception {
        long highest = copies.number("member-svc", "SELECT max(id) FROM member");

        copies.restore(WITHOUT_MEMBERS, List.of("member-svc"));
        load(MEMBER_FILES);
        touchline.awaitAttributed();

        assertThat(copies.number("member-svc", "SELECT min(id) FROM member")).isGreaterThan(highest);
    }

    private void drill(List<String> victims, List<String> repeated) throws IOException, SQLException {
        Map<String, String> epochs = copies.epochs(victims);
        long begin = System.nanoTime();

        copies.restore(HALF_WAY, victims);
        load(repeated);
        touchline.awaitAttributed();

        System.out.printf(
                "%s restored, repeated and attributed after %d s%n",
                victims, Duration.ofNanos(System.nanoTime() - begin).toSeconds());
        copies.epochs(victims).forEach((victim, epoch) -> assertThat(epoch).isNotEqualTo(epochs.get(victim)));
        assertThat(touchline.reports(MODELS)).isEqualTo(before);
        touchline.run("check");
    }

    private void load(List<String> files) {
        files.forEach(file -> retailer.startLoading(touchline, file).succeed());
    }
}
