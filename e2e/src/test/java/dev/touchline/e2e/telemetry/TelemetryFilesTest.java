package dev.touchline.e2e.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The files of {@code k8s/telemetry} and the texts about them, held together. */
class TelemetryFilesTest {

    private static final Path ROOT =
            Path.of(System.getProperty("touchline.root", "..")).toAbsolutePath().normalize();
    private static final Path FOLDER = ROOT.resolve("k8s/telemetry");
    private static final Path ALERTS = FOLDER.resolve("alerts.yml");

    @Test
    void alertRules_fireOnTheirBadDayAndOnNoGoodOne() throws Exception {
        Tool promtool = Tool.require("promtool", "prometheus");

        for (List<String> check : List.of(
                List.of("check", "config", FOLDER.resolve("prometheus.yml").toString()),
                List.of("test", "rules", FOLDER.resolve("alerts.test.yml").toString()))) {
            Tool.Result result = promtool.run(check.toArray(String[]::new));
            assertThat(result.exitCode()).as(result.output()).isZero();
        }
    }

    @Test
    void everyAlert_isTestedAndExplainedUnderItsAnchor() throws IOException {
        String text = Files.readString(ROOT.resolve("docs/alerts.md"));
        String tests = Files.readString(FOLDER.resolve("alerts.test.yml"));

        for (Map<?, ?> alert : alerts()) {
            String name = alert.get("alert").toString();
            Map<?, ?> annotations = (Map<?, ?>) alert.get("annotations");
            Object severity = ((Map<?, ?>) alert.get("labels")).get("severity");
            String anchor = "#" + name.toLowerCase(Locale.ROOT);
            assertThat(severity).as(name).isIn("critical", "warning");
            assertThat(annotations.get("summary")).as(name).asString().isNotBlank();
            assertThat(annotations.get("runbook_url")).as(name).isEqualTo("docs/alerts.md" + anchor);
            assertThat(text)
                    .contains("\n## " + name + "\n\n**Business.** ")
                    .contains("| [%s](%s) | %s |".formatted(name, anchor, severity));
            assertThat(tests).contains("alertname: " + name + "\n");
        }
        assertThat(found(text, Pattern.compile("^## (.*)$", Pattern.MULTILINE)))
                .isEqualTo(alerts().stream()
                        .map(alert -> alert.get("alert").toString())
                        .collect(Collectors.toSet()));
    }

    @Test
    void adapterRules_areTheExternalMetricsOfTheAutoscaler() throws IOException {
        Set<String> offered =
                found(Files.readString(FOLDER.resolve("adapter-rules.yml")), Pattern.compile("seriesQuery: (\\w+)"));

        assertThat(offered)
                .containsExactlyInAnyOrder("touchline_dirty_members", "touchline_dirty_oldest_age_seconds")
                .isEqualTo(Autoscaler.externalMetrics());
    }

    @Test
    void minorUnits_areThoseOfIso4217() throws IOException {
        Matcher lists = Pattern.compile("currency=~\"([A-Z|]+)\"").matcher(Files.readString(ALERTS));

        for (int digits : new int[] {3, 0}) {
            assertThat(lists.find()).isTrue();
            Set<String> listed = new TreeSet<>(Arrays.asList(lists.group(1).split("\\|")));
            assertThat(listed).allMatch(code -> Currency.getInstance(code).getDefaultFractionDigits() == digits);
            assertThat(listed).containsAll(currenciesOfCountries(digits));
        }
    }

    @Test
    void dashboards_haveOnePlaceForEachPanel() throws IOException {
        Map<String, JsonNode> dashboards = Dashboards.read(FOLDER.resolve("dashboards"));

        assertThat(dashboards).containsOnlyKeys("business.json", "operators.json");
        dashboards.forEach((file, dashboard) -> {
            Set<Integer> ids = new HashSet<>();
            Set<String> cells = new HashSet<>();
            for (JsonNode panel : dashboard.path("panels")) {
                String title = panel.path("title").asText();
                assertThat(ids.add(panel.path("id").asInt())).as(title).isTrue();
                assertThat(title).isNotBlank();
                JsonNode at = panel.path("gridPos");
                assertThat(at.path("x").asInt() + at.path("w").asInt())
                        .as(title)
                        .isLessThanOrEqualTo(24);
                for (int x = 0; x < at.path("w").asInt(); x++) {
                    for (int y = 0; y < at.path("h").asInt(); y++) {
                        assertThat(cells.add((at.path("x").asInt() + x) + ":"
                                        + (at.path("y").asInt() + y)))
                                .as(title)
                                .isTrue();
                    }
                }
                if (file.equals("business.json")) {
                    assertThat(title).containsPattern("\\p{IsHan}");
                }
            }
        });
    }

    @Test
    void everyPanel_saysWhatItShowsAndInWhichUnit() throws IOException {
        Dashboards.read(FOLDER.resolve("dashboards")).forEach((file, dashboard) -> {
            for (JsonNode panel : dashboard.path("panels")) {
                if (!panel.path("type").asText().equals("row")) {
                    String where = file + ", " + panel.path("title").asText();
                    assertThat(panel.path("description").asText()).as(where).isNotBlank();
                    assertThat(panel.path("fieldConfig")
                                    .path("defaults")
                                    .path("unit")
                                    .asText())
                            .as(where)
                            .isNotBlank();
                    assertThat(panel.path("targets")).as(where).isNotEmpty();
                }
            }
        });
    }

    /** Amounts are exported in minor units: shown, each is divided, by the units of its currency or by another amount. */
    @Test
    void amounts_areShownInMajorUnits() throws IOException {
        Pattern amount = Pattern.compile("touchline_business_(net|refunds|touched_net|credited_net)");

        assertThat(Dashboards.queries(FOLDER.resolve("dashboards")))
                .filteredOn(query -> amount.matcher(query.promQl()).find())
                .filteredOn(query -> !query.where().contains("variable"))
                .hasSizeGreaterThan(10)
                .allSatisfy(query -> {
                    long amounts = amount.matcher(query.promQl()).results().count();
                    long divided = Pattern.compile("touchline:currency:minor_units")
                            .matcher(query.promQl())
                            .results()
                            .count();
                    assertThat(divided == amounts
                                    || divided == 0 && query.promQl().contains("/ (sum by ("))
                            .as("%s: %s", query.where(), query.promQl())
                            .isTrue();
                });
    }

    private static List<Map<?, ?>> alerts() throws IOException {
        Map<String, List<Map<String, List<Map<?, ?>>>>> file = new Yaml().load(Files.readString(ALERTS));
        return file.get("groups").stream()
                .flatMap(group -> group.get("rules").stream())
                .filter(rule -> rule.containsKey("alert"))
                .toList();
    }

    private static Set<String> currenciesOfCountries(int digits) {
        return Stream.of(Locale.getISOCountries())
                .map(country -> Currency.getInstance(new Locale("", country)))
                .filter(currency -> currency != null && currency.getDefaultFractionDigits() == digits)
                .map(Currency::getCurrencyCode)
                .collect(Collectors.toSet());
    }

    private static Set<String> found(String text, Pattern pattern) {
        return pattern.matcher(text).results().map(result -> result.group(1)).collect(Collectors.toSet());
    }
}
