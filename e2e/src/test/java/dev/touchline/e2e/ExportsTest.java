package dev.touchline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Exports as shops have them become sales, in either encoding, and a decision in the quarantine reaches the ledgers. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExportsTest {

    private static final Path SAMPLES = Installation.ROOT.resolve("cli/src/test/resources/exports");
    private static final List<String> PRESETS =
            List.of("tmall-orders", "tmall-items", "jd-orders", "till", "mini-program");
    private static final Pattern CONFLICT = Pattern.compile("(?m)^(\\d+),conflicting duplicate,.*S07-0001");
    private static final int BAD_ROWS = 3;

    @TempDir
    static Path folder;

    private static Installation touchline;

    @BeforeAll
    static void start() throws IOException {
        touchline = Installation.up(folder.resolve("home"));
    }

    @AfterAll
    static void stop() {
        if (touchline != null) {
            touchline.close();
        }
    }

    // The sums of the samples, added up by hand: what was paid less what was given back.
    @Test
    @Order(1)
    void samplesInGbk_areTheirSales() {
        PRESETS.forEach(preset -> load(preset, SAMPLES.resolve(preset + ".gbk.csv")));
        touchline.awaitAttributed();

        assertThat(net()).isEqualByComparingTo("7095.49");
        touchline.run("check");
    }

    @Test
    @Order(2)
    void sameSamplesInUtf8_areRecognised() {
        for (String preset : PRESETS) {
            assertThat(load(preset, SAMPLES.resolve(preset + ".utf8.csv"))).contains("accepted 0,");
        }
    }

    @Test
    @Order(3)
    void contentThatIsTaken_reachesTheLedgers() throws IOException {
        String id = conflict();
        assertThat(touchline.run("quarantine", "explain", id)).contains("lines[2].amount_minor  19800   29800");

        touchline.run("quarantine", "take", id, "--note", "the store confirms the second receipt");
        touchline.awaitAttributed();

        assertThat(net()).isEqualByComparingTo("7195.49");
        assertThat(touchline.run("quarantine", "explain", id)).contains("take by ", "the store confirms the second");
        touchline.run("check");
    }

    @Test
    @Order(4)
    void whoDecidesOtherwiseAfterwards_isTold() {
        String taken = listed("left");

        Command.Result second = touchline.tryToRun("quarantine", "keep", taken, "--note", "the first one is right");

        assertThat(second.exitCode()).isEqualTo(BAD_ROWS);
        assertThat(second.stderr()).contains("already decided", "TAKE by ");
    }

    @Test
    @Order(5)
    void bulkReplay_leavesWhatIsStillWrong() {
        touchline.run("quarantine", "reopen", listed("closed"), "--note", "once more");

        Command.Result replay = touchline.tryToRun("quarantine", "replay", "--source", "till");

        assertThat(replay.exitCode()).isEqualTo(BAD_ROWS);
        assertThat(replay.stdout()).contains("replayed 1: accepted 0, known already 0, still in quarantine 1");
        touchline.run("check");
    }

    private static String load(String preset, Path file) {
        Command.Result result = touchline.tryToRun(
                "import", "orders", file.toString(), "--mapping", preset, "--constant", "brand=aurora");
        // Some samples hold bad rows on purpose.
        assertThat(result.exitCode()).as(result.stderr()).isIn(0, BAD_ROWS);
        return result.stdout() + result.stderr();
    }

    /** A receipt of the sample once more, with another amount; its id in the quarantine. */
    private static String conflict() throws IOException {
        String text = Files.readString(SAMPLES.resolve("till.gbk.csv"), Charset.forName("GB18030"));
        Path changed = Files.writeString(folder.resolve("changed.csv"), text.replace("198", "298"));
        assertThat(load("till", changed)).contains("quarantined 1,");
        return listed("open");
    }

    private static String listed(String state) {
        String csv = touchline.run("quarantine", "--state", state, "--format", "csv");
        Matcher conflict = CONFLICT.matcher(csv);
        assertThat(conflict.find()).as(csv).isTrue();
        return conflict.group(1);
    }

    private static BigDecimal net() {
        Table totals = Table.of(touchline.csv("totals", "precedence"));
        return totals.sum("credited_net").add(totals.sum("organic")).subtract(totals.sum("unmatched_refund"));
    }
}
