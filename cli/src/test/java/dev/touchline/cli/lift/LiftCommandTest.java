package dev.touchline.cli.lift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.touchline.cli.CapturedConsole;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Touchline;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code touchline lift} from file to figures, checks and messages. */
class LiftCommandTest {
    /** R's data set {@code sleep}, as if its two drugs were arms. */
    private static final String SLEEP =
            """
            drug,extra
            1,0.7
            1,-1.6
            1,-0.2
            1,-1.2
            1,-0.1
            1,3.4
            1,3.7
            1,0.8
            1,0.0
            1,2.0
            2,1.9
            2,0.8
            2,1.1
            2,0.1
            2,-0.1
            2,4.4
            2,5.5
            2,1.6
            2,4.6
            2,3.4
            """;

    private CapturedConsole captured = new CapturedConsole();

    @TempDir
    private Path folder;

    private int lift(Path file, String... options) {
        captured = new CapturedConsole();
        List<String> arguments = new ArrayList<>(List.of("lift", file.toString()));
        arguments.addAll(List.of(options));
        return Touchline.run(captured.console(), arguments.toArray(String[]::new));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("trial.csv"), text);
    }

    private List<NamedCsvRecord> rows() {
        return CsvReader.builder().ofNamedCsvRecord(captured.out()).stream().toList();
    }

    /** Members of two arms: 1,000 treated of whom 300 buy for 20, 500 control of whom 100 do; x is what they bought before. */
    private static List<String> members() {
        List<String> lines = new ArrayList<>(List.of("id,arm,net,before,store,touched"));
        for (int i = 0; i < 1_500; i++) {
            boolean treated = i < 1_000;
            boolean buys = i % 10 < (treated ? 3 : 2);
            lines.add("p" + i + "," + (treated ? "treated" : "control") + "," + (buys ? "20.00" : "0") + "," + i % 7
                    + ",s" + i / 20 + "," + (treated ? "yes" : "no"));
        }
        return lines;
    }

    @Test
    void csv_isAsROfTheSameData() throws IOException {
        int exitCode = lift(file(SLEEP), "--arm", "drug", "--control", "1", "--outcome", "extra", "--format", "csv");

        assertThat(exitCode).isEqualTo(ExitCode.OK);
        List<NamedCsvRecord> rows = rows();
        assertThat(rows.get(0).getHeader()).isEqualTo(LiftRow.COLUMNS);
        assertThat(rows).hasSize(2);
        NamedCsvRecord control = rows.get(0);
        assertThat(control.getField("role")).isEqualTo("control");
        assertThat(control.getField("mean")).isEqualTo("0.75");
        assertThat(control.getField("difference")).isEmpty();
        NamedCsvRecord treated = rows.get(1);
        assertThat(treated.getField("n")).isEqualTo("10");
        assertThat(treated.getField("mean")).isEqualTo("2.33");
        assertThat(treated.getField("difference")).isEqualTo("1.58");
        assertThat(Double.parseDouble(treated.getField("degrees_of_freedom"))).isCloseTo(17.776473516, within(1e-9));
        assertThat(Double.parseDouble(treated.getField("p"))).isCloseTo(0.0793941401873583, within(1e-12));
        assertThat(Double.parseDouble(treated.getField("ci_low"))).isCloseTo(-0.20548323071, within(1e-11));
        assertThat(Double.parseDouble(treated.getField("incremental_ci_high"))).isCloseTo(33.654832307, within(1e-9));
        assertThat(treated.getField("incremental")).isEqualTo("15.8");
        assertThat(treated.getField("lift")).isEmpty();
        assertThat(treated.getField("verdict")).isEqualTo("not-enough-data");
        assertThat(treated.getField("flags")).contains("few-buyers", "no-base");
        assertThat(captured.err()).contains("few-buyers [2]");
    }

    @Test
    void compressedFile_saysTheSame() throws IOException {
        String[] options = {"--arm", "drug", "--control", "1", "--outcome", "extra", "--format", "csv"};
        lift(file(SLEEP), options);
        String plain = captured.out();
        Path compressed = folder.resolve("trial.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            out.write(("\uFEFF" + SLEEP).getBytes(StandardCharsets.UTF_8));
        }

        assertThat(lift(compressed, options)).isEqualTo(ExitCode.OK);
        assertThat(captured.out()).isEqualTo(plain).isNotEmpty();
    }

    @Test
    void table_showsEffectAndChecks() throws IOException {
        Path file = Files.write(folder.resolve("members.csv"), members());

        int exitCode = lift(
                file,
                "--arm",
                "arm",
                "--control",
                "control",
                "--outcome",
                "net",
                "--covariate",
                "before",
                "--touched",
                "touched",
                "--unit",
                "id",
                "--expect",
                "control=1,treated=2",
                "--strict");

        assertThat(exitCode).isEqualTo(ExitCode.OK);
        assertThat(captured.out())
                .contains("treated, plain: raised; incremental 2,000.00 (", "treated, cuped: raised")
                .contains("ok          sample-ratio: sizes against --expect: chi-square 0.00, 1 df, p 1.0000")
                .contains("ok          merged: 0 persons are in several arms")
                .doesNotContain("flagged");
        assertThat(captured.err()).isEmpty();
    }

    @Test
    void lostMembers_areFlaggedAndStrictTellsScripts() throws IOException {
        List<String> lines = members();
        lines.subList(1, 300).clear();
        Path file = Files.write(folder.resolve("members.csv"), lines);

        int exitCode = lift(
                file,
                "--arm",
                "arm",
                "--control",
                "control",
                "--outcome",
                "net",
                "--expect",
                "control=1,treated=2",
                "--format",
                "csv",
                "--strict");

        assertThat(exitCode).isEqualTo(ExitCode.NOT_HOLDING);
        assertThat(rows().get(1).getField("flags")).isEqualTo("sample-ratio");
        assertThat(captured.err()).contains("sample-ratio: ", "do not believe the result");
    }

    @Test
    void personsInTwoArms_areFlaggedAndLeftOutOnce() throws IOException {
        List<String> lines = members();
        lines.add("p0,control,500,0,s70,no");
        lines.add("p1,treated,20,0,s0,yes");
        Path file = Files.write(folder.resolve("members.csv"), lines);

        lift(file, "--arm", "arm", "--control", "control", "--outcome", "net", "--unit", "id", "--format", "csv");

        List<NamedCsvRecord> rows = rows();
        assertThat(rows)
                .extracting(row -> row.getField("population") + " " + row.getField("n"))
                .containsExactly("all 501", "all 1001", "without-merged 500", "without-merged 1000");
        assertThat(rows).allSatisfy(row -> assertThat(row.getField("reading")).isEqualTo("effect"));
        assertThat(rows.get(3).getField("flags")).isEqualTo("merged repeated");
    }

    @Test
    void contamination_isFlaggedAndWithoutItNothingIsAnEffect() throws IOException {
        List<String> lines = members();
        lines.set(1, lines.get(1).replace("yes", "no"));
        lines.set(1_400, lines.get(1_400).replace(",no", ",3"));
        Path file = Files.write(folder.resolve("members.csv"), lines);

        lift(
                file,
                "--arm",
                "arm",
                "--control",
                "control",
                "--outcome",
                "net",
                "--touched",
                "touched",
                "--format",
                "csv");

        List<NamedCsvRecord> rows = rows();
        assertThat(rows.get(0).getField("flags")).isEqualTo("control-touched");
        assertThat(rows.get(1).getField("flags")).isEqualTo("treated-untouched");
        assertThat(rows.get(3).getField("population")).isEqualTo("without-contaminated");
        assertThat(rows.get(3).getField("n")).isEqualTo("999");
        assertThat(rows.get(3).getField("reading")).isEqualTo("association");
        assertThat(rows.get(3).getField("incremental")).isEmpty();
        assertThat(rows.get(3).getField("verdict")).isEqualTo("association");
    }

    @Test
    void clusters_giveAnotherErrorAndAreCounted() throws IOException {
        Path file = Files.write(folder.resolve("members.csv"), members());
        lift(file, "--arm", "arm", "--control", "control", "--outcome", "net", "--format", "csv");
        NamedCsvRecord byMember = rows().get(1);

        lift(file, "--arm", "arm", "--control", "control", "--outcome", "net", "--cluster", "store", "--format", "csv");

        NamedCsvRecord byStore = rows().get(1);
        assertThat(byStore.getField("clusters")).isEqualTo("50");
        assertThat(byStore.getField("difference")).isEqualTo(byMember.getField("difference"));
        assertThat(byStore.getField("standard_error")).isNotEqualTo(byMember.getField("standard_error"));
    }

    @Test
    void clusterInTwoArms_isABadRow() throws IOException {
        List<String> lines = members();
        lines.add("p9999,control,0,0,s0,no");
        Path file = Files.write(folder.resolve("members.csv"), lines);

        int exitCode = lift(file, "--arm", "arm", "--control", "control", "--outcome", "net", "--cluster", "store");

        assertThat(exitCode).isEqualTo(ExitCode.BAD_ROWS);
        assertThat(captured.err()).contains("members.csv:1502: cluster s0 is in arm control (expected: treated");
        assertThat(captured.out()).isEmpty();
    }

    @Test
    void selfSelected_isNeverAnEffect() throws IOException {
        Path file = Files.write(folder.resolve("members.csv"), members());

        lift(
                file,
                "--arm",
                "arm",
                "--control",
                "control",
                "--outcome",
                "net",
                "--covariate",
                "before",
                "--observational",
                "--format",
                "csv");

        assertThat(rows())
                .filteredOn(row -> row.getField("role").equals("treated"))
                .hasSize(2)
                .allSatisfy(row -> {
                    assertThat(row.getField("reading")).isEqualTo("association");
                    assertThat(row.getField("verdict")).isEqualTo("association");
                    assertThat(row.getField("incremental")).isEmpty();
                    assertThat(row.getField("before_ratio")).isNotEmpty();
                });
    }

    @Test
    void json_hasNumbersAsNumbersAndTheChecks() throws IOException {
        lift(file(SLEEP), "--arm", "drug", "--control", "1", "--outcome", "extra", "--format", "json");

        JsonObject document = JsonParser.parseString(captured.out()).getAsJsonObject();
        JsonObject treated = document.getAsJsonArray("rows").get(1).getAsJsonObject();
        assertThat(treated.get("difference").getAsDouble()).isEqualTo(1.58);
        assertThat(treated.get("lift").isJsonNull()).isTrue();
        assertThat(document.getAsJsonArray("checks")
                        .get(0)
                        .getAsJsonObject()
                        .get("status")
                        .getAsString())
                .isEqualTo("not checked");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            2,'1,234'      | trial.csv:22: 3 fields (expected: 2)
            2,"1,234"      | trial.csv:22: extra: 1,234 (expected: a decimal number with a point, e.g. 1234.50)
            2,NaN          | trial.csv:22: extra: NaN (expected: a decimal number
            2,1.2.3        | trial.csv:22: extra: 1.2.3 (expected: a decimal number
            2,1e300        | trial.csv:22: extra: 1e300 (expected: between -1e15 and 1e15)
            2,             | trial.csv:22: extra: empty (expected: a decimal number with a point, e.g. 1234.50); --missing zero
            ,5             | trial.csv:22: drug: empty (expected: a value)
            """)
    void badRow_isToldByItsLine(String row, String message) throws IOException {
        int exitCode = lift(file(SLEEP + row + "\n"), "--arm", "drug", "--control", "1", "--outcome", "extra");

        assertThat(exitCode).isEqualTo(ExitCode.BAD_ROWS);
        assertThat(captured.err()).contains(message);
        assertThat(captured.out()).isEmpty();
    }

    @Test
    void emptyOutcome_isZeroIfAsked() throws IOException {
        lift(
                file(SLEEP + "2,\n"),
                "--arm",
                "drug",
                "--control",
                "1",
                "--outcome",
                "extra",
                "--missing",
                "zero",
                "--format",
                "csv");

        assertThat(rows().get(1).getField("n")).isEqualTo("11");
        assertThat(rows().get(1).getField("mean")).isEqualTo("2.11818181818");
    }

    @Test
    void wrongNames_areToldWithThoseThatExist() throws IOException {
        Path file = file(SLEEP);

        assertThat(lift(file, "--arm", "group", "--control", "1", "--outcome", "extra"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(captured.err()).contains("trial.csv:1: no column group (expected by --arm; got: [drug, extra])");
        assertThat(lift(file, "--arm", "drug", "--control", "0", "--outcome", "extra"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(captured.err()).contains("--control: 0 (expected: one of the arms [1, 2])");
        assertThat(lift(file, "--arm", "drug", "--control", "1", "--outcome", "extra", "--expect", "1=1,3=1"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(captured.err()).contains("--expect: weights for [1, 3] (expected: for [1, 2]");
        assertThat(lift(file, "--arm", "drug", "--control", "1", "--outcome", "extra", "--detect", "0"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(lift(folder.resolve("none.csv"), "--arm", "drug", "--control", "1", "--outcome", "extra"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(captured.err()).contains("none.csv: cannot be read");
    }
}
