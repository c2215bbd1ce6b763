package dev.touchline.models.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.touchline.models.pathfile.Limits;
import dev.touchline.models.pathfile.PathFile;
import dev.touchline.models.pathfile.PathTotals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Results that other projects publish, where their definitions are ours: DP6 (first, last, linear, position, Markov) and
 * fractribution (last; its transforms that collapse equal touchpoints). What they define otherwise is in docs/models.md.
 */
class PublishedResultsTest {
    private static final Path FOLDER = Path.of("../../shared/data/models");

    @TempDir
    private Path scratch;

    @BeforeEach
    void sharedDataIsThere() {
        assumeThat(FOLDER).as("the shared data beside the project").isDirectory();
    }

    @ParameterizedTest
    @CsvSource({"first,1", "last,2", "linear,4", "position,5", "markov,8"})
    void dp6_hasTheSameCredits(String model, int column) throws IOException {
        Result result = dp6(model(model));

        for (String[] cells : rows("dp6/toy9_expected.csv")) {
            assertThat(result.value(cells[0])).as(cells[0]).isCloseTo(Double.parseDouble(cells[column]), within(1e-9));
        }
    }

    @Test
    void dp6_hasTheSameRemovalEffects() throws IOException {
        Result result = dp6(new Markov(1));

        for (String[] cells : rows("dp6/toy9_markov_removal.csv")) {
            assertThat(result.effect(cells[0])).as(cells[0]).isCloseTo(Double.parseDouble(cells[1]), within(1e-12));
        }
    }

    @Test
    void fractribution_hasTheSameLastTouch() throws IOException {
        String file = rows("fractribution/snowplow_fractribution_path_summary_expected.csv").stream()
                .map(cells -> String.join(",", cells[0], cells[1], cells[2], cells.length > 3 ? cells[3] : ""))
                .collect(Collectors.joining("\n", "path,conversions,nulls,value\n", "\n"));

        Result result = run(new PositionModel(Weights.last()), file);

        List<String[]> expected = rows("fractribution/snowplow_fractribution_channel_attribution_expected.csv");
        assertThat(expected).anyMatch(cells -> cells[5].equals("last_touch"));
        for (String[] cells : expected) {
            if (cells[5].equals("last_touch")) {
                assertThat(result.conversions(cells[2])).isEqualTo(Double.parseDouble(cells[3]));
                assertThat(result.value(cells[2])).isCloseTo(Double.parseDouble(cells[4]), within(1e-9));
            }
        }
    }

    @Test
    void fractribution_collapsesPathsLikeMarkov() throws IOException {
        for (String[] cells : rows("fractribution/path_transforms_expected.csv")) {
            String raw = cells[0];
            if (!raw.isEmpty() && !raw.endsWith("> ")) {
                String exposure = cells[5];
                RemovalEffects ofRaw = run(new Markov(2), "path,conversions,nulls\n" + raw + ",3,2\nX,1,0\n")
                        .effects();
                RemovalEffects ofExposure = run(new Markov(2), "path,conversions,nulls\n" + exposure + ",3,2\nX,1,0\n")
                        .effects();
                assertThat(ofRaw.conversions()).containsExactly(ofExposure.conversions());
            }
        }
    }

    private Result dp6(JourneyModel model) throws IOException {
        String file = rows("dp6/toy9_input.csv").stream()
                .map(cells -> cells[0] + ",1," + cells[1])
                .collect(Collectors.joining("\n", "path,conversions,value\n", "\n"));
        return run(model, file);
    }

    private static JourneyModel model(String name) {
        return switch (name) {
            case "first" -> new PositionModel(Weights.first());
            case "last" -> new PositionModel(Weights.last());
            case "linear" -> new PositionModel(Weights.linear());
            case "position" -> new PositionModel(Weights.position());
            default -> new Markov(1);
        };
    }

    private Result run(JourneyModel model, String text) throws IOException {
        Path file = Files.writeString(scratch.resolve("paths.csv"), text);
        PathTotals totals = new PathFile(file, Limits.STANDARD).read(model, bytes -> {});
        return new Result(
                totals.touchpoints(), model.credits(totals.touchpoints().size()));
    }

    private static List<String[]> rows(String file) throws IOException {
        return Files.readAllLines(FOLDER.resolve(file)).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .toList();
    }

    private record Result(List<String> names, Credits credits) {
        double conversions(String name) {
            return names.contains(name) ? credits.conversions()[names.indexOf(name)] : 0;
        }

        double value(String name) {
            return names.contains(name) ? credits.value()[names.indexOf(name)] : 0;
        }

        double effect(String name) {
            return credits.effects().conversions()[names.indexOf(name)];
        }

        RemovalEffects effects() {
            return credits.effects();
        }
    }
}
