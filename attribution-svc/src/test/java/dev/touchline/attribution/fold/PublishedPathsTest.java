package dev.touchline.attribution.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Nine paths with the values that another project (DP6, Marketing-Attribution-Models) publishes for first, last, linear
 * and position-based. Its decay and Shapley are defined differently and are not compared.
 */
class PublishedPathsTest {
    private static final Path FOLDER = Path.of("../../shared/data/models/dp6");
    private static final long SCALE = 1_000_000;
    private static final Instant DAWN = Instant.parse("2026-03-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({"FIRST,1", "LAST,2", "LINEAR,4", "POSITION,5"})
    void models_giveThePublishedValues(Model model, int column) throws IOException {
        assumeThat(FOLDER).as("the shared data beside the project").isDirectory();

        Map<String, Long> credits = credits(model);

        for (String row : rows("toy9_expected.csv")) {
            String[] cells = row.split(",");
            double expected = Double.parseDouble(cells[column]) * SCALE;
            assertThat((double) credits.get(cells[0]))
                    .as("%s of %s", model, cells[0])
                    .isCloseTo(expected, within(0.5));
        }
    }

    private static Map<String, Long> credits(Model model) throws IOException {
        Map<String, Long> credits = new HashMap<>();
        for (String row : rows("toy9_input.csv")) {
            String[] cells = row.split(",");
            Shares shares = new Shares(path(cells[0].split(" > ")), Policy.standard());
            for (CreditedTouch touch : shares.split(Long.parseLong(cells[1]) * SCALE)) {
                touch.credits().stream()
                        .filter(credit -> credit.model() == model)
                        .forEach(credit -> credits.merge(touch.touch().campaign(), credit.amount(), Long::sum));
            }
        }
        return credits;
    }

    private static List<Eligible> path(String[] campaigns) {
        List<Eligible> path = new ArrayList<>();
        for (String campaign : campaigns) {
            Touch touch = new Touch(
                    path.size(), new TouchKey("s", "t"), campaign, Channel.SMS, 1, "", Map.of(), "", null, null);
            path.add(new Eligible(new Reached(touch, DAWN.plusSeconds(path.size())), false));
        }
        return path;
    }

    private static List<String> rows(String file) throws IOException {
        List<String> lines = Files.readAllLines(FOLDER.resolve(file));
        return lines.subList(1, lines.size());
    }
}
