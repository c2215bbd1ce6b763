package dev.touchline.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.cli.CapturedConsole;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Touchline;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code touchline model} from the command line to what is printed. */
class ModelCommandTest {
    private static final String TOY = "path,conversions,value,nulls\n"
            + "A,1,3,0\nA > B,1,3,0\nA > B > C,1,3,0\nB,1,3,0\nB > A,1,3,0\n"
            + "B > C > A,1,3,0\nC,1,3,0\nC > A,1,3,0\nC > B > A,1,3,0\n";

    private final CapturedConsole captured = new CapturedConsole();

    @TempDir
    private Path folder;

    private int run(String text, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("paths.csv"), text);
        return run(file, options);
    }

    private int run(Path file, String... options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "model";
        arguments[1] = file.toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        return Touchline.run(captured.console(), arguments);
    }

    @Test
    void markov_printsCreditsAndRemovalEffects() throws IOException {
        assertThat(run(TOY, "--model", "markov", "--format", "csv")).isEqualTo(ExitCode.OK);

        assertThat(captured.out())
                .isEqualTo("touchpoint,conversions,value,removal_effect,removal_effect_value\n"
                        + "A,3.547717842,10.643153527,0.666666666667,0.666666666667\n"
                        + "B,2.838174274,8.514522822,0.533333333333,0.533333333333\n"
                        + "C,2.614107884,7.842323651,0.491228070175,0.491228070175\n");
    }

    @ParameterizedTest
    @CsvSource({
        "first, 'A,3,9 B,3,9 C,3,9'",
        "last, 'A,5,15 B,2,6 C,2,6'",
        "linear, 'A,3.5,10.5 B,3,9 C,2.5,7.5'",
        "position, 'A,3.7,11.1 B,2.8,8.4 C,2.5,7.5'",
        "shapley, 'A,3.5,10.5 B,3,9 C,2.5,7.5'",
    })
    void otherModels_printCredits(String model, String lines) throws IOException {
        assertThat(run(TOY, "--model", model, "--format", "csv")).isEqualTo(ExitCode.OK);

        assertThat(captured.out()).isEqualTo("touchpoint,conversions,value\n" + lines.replace(' ', '\n') + "\n");
    }

    @Test
    void timeDecay_goesByStepAndHalfLife() throws IOException {
        String file = "path,conversions\nA > B,3\n";

        run(file, "--model", "time-decay", "--step", "12h", "--half-life", "12h", "--format", "csv");

        assertThat(captured.out()).isEqualTo("touchpoint,conversions,value\nB,2,0\nA,1,0\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "last", "linear", "position", "time-decay", "markov", "shapley"})
    void printedColumns_addUpToTheFilesTotals(String model) throws IOException {
        String file =
                "path,conversions,value,nulls\nA>B>C,1,0.07,3\nB>A>A,7,123.45,0\nC>D>B>A>C>D>A,3,99.99,8\nE,0,0,1\n";

        run(file, "--model", model, "--format", "csv");

        BigDecimal conversions = BigDecimal.ZERO;
        BigDecimal value = BigDecimal.ZERO;
        for (String line : captured.out().lines().skip(1).toList()) {
            conversions = conversions.add(new BigDecimal(line.split(",")[1]));
            value = value.add(new BigDecimal(line.split(",")[2]));
        }
        assertThat(conversions).isEqualByComparingTo("11");
        assertThat(value).isEqualByComparingTo("223.51");
        assertThat(captured.out()).contains("\nE,0,0");
    }

    @Test
    void gzippedFile_givesTheSame() throws IOException {
        Path file = folder.resolve("paths.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(TOY.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(run(file, "--model", "last", "--format", "csv")).isEqualTo(ExitCode.OK);
        assertThat(captured.out()).contains("A,5,15\n");
    }

    @Test
    void table_isForPeople() throws IOException {
        run(TOY, "--model", "markov");

        assertThat(captured.out()).startsWith("touchpoint  conversions").contains("A                3.5477  10.6432");
    }

    @Test
    void intervals_standBesideTheCredits() throws IOException {
        String file = "path,conversions,nulls\nA > B,200,300\nB,100,50\nC > A,5,80\n";

        run(file, "--model", "markov", "--intervals", "200", "--seed", "3", "--format", "csv");

        assertThat(captured.out())
                .startsWith("touchpoint,conversions,value,removal_effect,removal_effect_value,conversions_low,"
                        + "conversions_high\n");
        assertThat(captured.out().lines().filter(line -> line.startsWith("C,"))).allMatch(line -> line.endsWith(",,"));
        assertThat(captured.err())
                .contains("no interval for C: not enough data; needs 10 conversions with it on their path");
    }

    @Test
    void intervalsOfTooFewData_areRefusedInWords() throws IOException {
        assertThat(run(TOY, "--model", "shapley", "--intervals", "100", "--format", "csv"))
                .isEqualTo(ExitCode.OK);

        assertThat(captured.out()).startsWith("touchpoint,conversions,value\n");
        assertThat(captured.err()).contains("no intervals: not enough data; needs 100 conversions (got: 9)");
    }

    @Test
    void badRow_printsNoResult() throws IOException {
        assertThat(run("path,conversions\nA,1\nB,-3\n", "--model", "last")).isEqualTo(ExitCode.BAD_ROWS);

        assertThat(captured.out()).isEmpty();
        assertThat(captured.err())
                .contains("touchline: paths.csv: line 3: conversions: -3 (expected: a number from 0 to");
    }

    @Test
    void badHeader_isWrongUsage() throws IOException {
        assertThat(run("touches,conversions\n", "--model", "last")).isEqualTo(ExitCode.USAGE);
        assertThat(captured.err()).contains("paths.csv: line 1: columns touches, conversions (expected: path;");
    }

    @Test
    void missingFile_isWrongUsage() {
        assertThat(run(folder.resolve("none.csv"), "--model", "last")).isEqualTo(ExitCode.USAGE);
        assertThat(captured.err()).contains("none.csv: no such file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--model bayes | --model: bayes (expected: first, last, linear, position, time-decay, markov, shapley)",
                "--model markov --order 4 | --order: 4 (expected: 1 to 3)",
                "--model markov --order 0 | --order: 0 (expected: 1 to 3)",
                "--model last --order 2 | --order: only with markov",
                "--model markov --half-life 2d | --half-life: only with time-decay",
                "--model linear --step 2d | --step: only with time-decay",
                "--model time-decay --half-life 0d | --half-life: 0d (expected: more than 0)",
                "--model time-decay --half-life week | --half-life: week (expected: a number with s, m, h or d)",
                "--model last --intervals 100 | --intervals: only with markov and shapley",
                "--model markov --intervals 99 | --intervals: 99 (expected: 100 to 10,000)",
                "--model markov --intervals 10001 | --intervals: 10001 (expected: 100 to 10,000)",
                "--model markov --seed 5 | --seed: only with --intervals",
            })
    void settingsThatDoNotFit_areNamed(String options, String why) throws IOException {
        assertThat(run(TOY, options.split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(captured.out()).isEmpty();
        assertThat(captured.err()).contains(why);
    }

    @Test
    void help_saysWhatIsReadAndPrinted() {
        assertThat(Touchline.run(captured.console(), "model", "--help")).isEqualTo(ExitCode.OK);
        assertThat(captured.out())
                .startsWith("Usage: touchline model")
                .contains("total_conversions", "Limits:", "Example:", "Exit codes:", "95 % intervals");
    }
}
