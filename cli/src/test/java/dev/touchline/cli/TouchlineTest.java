package dev.touchline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments and exit codes, as far as no service is needed. */
class TouchlineTest {
    private final CapturedConsole captured = new CapturedConsole();

    @TempDir
    private Path folder;

    private int run(String... arguments) {
        return Touchline.run(captured.console(), arguments);
    }

    @Test
    void help_goesToStdoutAndListsExitCodes() {
        assertThat(run("--help")).isEqualTo(ExitCode.OK);
        assertThat(captured.out()).contains("demo", "import", "Exit codes:", "3  some rows were bad");
        assertThat(captured.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "up",
                "down",
                "status",
                "import",
                "report",
                "what-if",
                "why",
                "policy",
                "check",
                "replay",
                "quarantine",
                "orders",
                "lift",
                "incrementality",
                "generate",
                "model",
                "authority"
            })
    void helpOfEveryCommand_explainsIt(String command) {
        assertThat(run(command, "--help")).isEqualTo(ExitCode.OK);
        assertThat(captured.out()).startsWith("Usage: touchline " + command);
    }

    @Test
    void helpOfImport_namesThePresets() {
        assertThat(run("import", "--help")).isEqualTo(ExitCode.OK);
        for (String preset : dev.touchline.cli.mapping.Mappings.SHIPPED) {
            assertThat(captured.out().replaceAll("\\s+", " ")).contains(preset);
        }
    }

    @Test
    void noCommand_isWrongUsage() {
        assertThat(run()).isEqualTo(ExitCode.USAGE);
        assertThat(captured.out()).isEmpty();
    }

    @Test
    void unknownOption_isWrongUsageAndKeepsStdoutClean() {
        assertThat(run("report", "campaigns", "--colour")).isEqualTo(ExitCode.USAGE);
        assertThat(captured.out()).isEmpty();
        assertThat(captured.err()).contains("--colour");
    }

    @Test
    void unknownModel_namesTheModelsThatExist() {
        assertThat(run("report", "campaigns", "--model", "shapley")).isEqualTo(ExitCode.USAGE);
        assertThat(captured.err()).contains("--model: shapley", "time-decay");
    }

    @Test
    void unknownChannelOfIncrementality_namesThoseThatExist() {
        assertThat(run("incrementality", "--channel", "fax")).isEqualTo(ExitCode.USAGE);
        assertThat(captured.err()).contains("--channel: fax", "visit-invitation");
    }

    @Test
    void unknownDay_namesTheForm() {
        assertThat(run("report", "daily", "--from", "11.11.2025")).isEqualTo(ExitCode.USAGE);
        assertThat(captured.err()).contains("--from: 11.11.2025 (expected: YYYY-MM-DD)");
    }

    @Test
    void dimensionWithoutTotals_isWrongUsage() {
        assertThat(run("report", "daily", "--by", "brand")).isEqualTo(ExitCode.USAGE);
        assertThat(captured.err()).contains("--by: only with totals");
    }

    @Test
    void viewOfAnotherReport_isRefused() {
        assertThat(run("report", "daily", "--view", "booking")).isEqualTo(ExitCode.USAGE);
        assertThat(captured.err()).contains("--view: only with performance and restatements");
    }

    @Test
    void optionsOfRestatements_areRefusedElsewhereAndRead() {
        assertThat(run("report", "daily", "--sales")).isEqualTo(ExitCode.USAGE);
        assertThat(run("report", "restatements", "--month", "2025-11-11")).isEqualTo(ExitCode.USAGE);
        assertThat(run("report", "restatements", "--by", "guide")).isEqualTo(ExitCode.USAGE);
        assertThat(run("publish", "month", "2025")).isEqualTo(ExitCode.USAGE);
        assertThat(captured.err())
                .contains(
                        "only with restatements",
                        "--month: 2025-11-11 (expected: YYYY-MM)",
                        "--by: guide (expected: one of cause, campaign, store, brand, day)",
                        "PERIOD: 2025 (expected: YYYY-MM)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "history", "validate", "preview", "adopt"})
    void helpOfEveryPolicyCommand_explainsIt(String command) {
        assertThat(run("policy", command, "--help")).isEqualTo(ExitCode.OK);
        assertThat(captured.out()).startsWith("Usage: touchline policy " + command);
    }

    @Test
    void policyFromAnUnknownTime_namesTheForm() throws Exception {
        Path file = Files.writeString(folder.resolve("p.yaml"), "version: p");
        assertThat(run("policy", "preview", file.toString(), "--from", "tomorrow"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(captured.err()).contains("--from: tomorrow (expected: a day, a time with offset, or now)");
    }

    @Test
    void unknownMapping_namesThoseThatAreShipped() {
        assertThat(run("import", "members", "members.csv", "--mapping", "sap")).isEqualTo(ExitCode.USAGE);
        assertThat(captured.err()).contains("--mapping: sap", "canonical", "completejourney");
    }

    @Test
    void malformedAddress_namesTheForm() {
        assertThat(run("status", "--member-svc", "localhost")).isEqualTo(ExitCode.USAGE);
        assertThat(captured.err()).contains("--member-svc: localhost (expected: host:port)");
    }

    @Test
    void serviceThatDoesNotListen_endsWithItsAddress() {
        int exitCode = run("report", "totals", "--report-svc", "127.0.0.1:1", "--patience", "0");

        assertThat(exitCode).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(captured.out()).isEmpty();
        assertThat(captured.err()).contains("report-svc at 127.0.0.1:1 does not answer: UNAVAILABLE");
    }

    @Test
    void missingFile_isWrongUsage() {
        assertThat(run("demo", "--data", folder.toString(), "--mapping", "completejourney"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(captured.err()).contains("no file members.csv* (expected by mapping completejourney)");
    }

    @Test
    void generate_writesAMappingBesideTheFiles() {
        assertThat(run("generate", folder.toString(), "--members", "50")).isEqualTo(ExitCode.OK);
        assertThat(Files.exists(folder.resolve("orders.csv"))).isTrue();
        assertThat(Files.exists(folder.resolve("mapping.yaml"))).isTrue();
        assertThat(captured.out()).isEmpty();
    }
}
