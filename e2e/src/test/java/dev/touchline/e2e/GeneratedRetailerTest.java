package dev.touchline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The main job on the generated retailer: refunds, duplicates, late and anonymous documents, control arms. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GeneratedRetailerTest {

    private static final int MEMBERS = 2_000;
    private static final String BEGINNING = "2000-01-01T00:00:00Z";

    @TempDir
    static Path folder;

    private static Installation touchline;
    private static Retailer retailer;

    @BeforeAll
    static void load() throws IOException {
        touchline = Installation.up(folder.resolve("home"));
        retailer = Retailer.generate(touchline, folder.resolve("data"), MEMBERS);
        retailer.load(touchline);
        touchline.awaitAttributed();
    }

    @AfterAll
    static void stop() {
        if (touchline != null) {
            touchline.close();
        }
    }

    @Test
    @Order(1)
    void check_findsNothing() {
        assertThat(touchline.run("check"))
                .contains("conservation", "performance-conservation", "performance of stores:CNY");
    }

    @Test
    @Order(2)
    void everyModel_sharesOutTheNet() {
        for (String model : new String[] {"precedence", "first", "last", "linear", "position", "time-decay"}) {
            Table totals = Table.of(touchline.csv("totals", model));
            Table campaigns = Table.of(touchline.csv("campaigns", model));
            BigDecimal credited = totals.sum("credited_net");

            assertThat(credited).as(model).isPositive().isEqualByComparingTo(campaigns.sum("credited_net"));
            assertThat(credited.add(totals.sum("organic"))).as(model).isEqualByComparingTo(totals.sum("net"));
            assertThat(totals.sum("paid").subtract(totals.sum("refunded"))).isEqualByComparingTo(totals.sum("net"));
        }
    }

    @Test
    @Order(2)
    void performance_ofEveryNode_addsUpToTheNet() {
        Table totals = Table.of(touchline.run("report", "totals", "--format", "csv"));
        for (String by : new String[] {"store", "guide", "partner", "partner-kind", "brand"}) {
            for (String view : new String[] {"cohort", "booking"}) {
                Table performance =
                        Table.of(touchline.run("report", "performance", "--by", by, "--view", view, "--format", "csv"));

                assertThat(performance.sum("net")).as(by).isEqualByComparingTo(totals.sum("net"));
                assertThat(performance.sum("empowered_net")).as(by).isEqualByComparingTo(totals.sum("empowered_net"));
                assertThat(performance.sum("unmatched_refund"))
                        .as(by)
                        .isEqualByComparingTo(totals.sum("unmatched_refund"));
            }
        }
        assertThat(Table.of(touchline.run("report", "performance", "--by", "guide", "--format", "csv"))
                        .keys())
                .contains("guide", "no-guide", "partner", "house")
                .doesNotContain("undecided");
        assertThat(partnerKinds())
                .contains("partner-kind,CPS,", "partner-kind,DISTRIBUTOR,", "partner-kind,SHARER,")
                .doesNotContain("partner-kind,,");
    }

    @Test
    @Order(2)
    void incrementality_ofCampaignsWithControl_holdsTheTruthInMost() throws IOException {
        Table truth = Table.of(folder.resolve("data").resolve("truth.csv"));
        List<NamedCsvRecord> answers =
                CsvReader.builder().ofNamedCsvRecord(touchline.run("incrementality", "--format", "csv")).stream()
                        .filter(row -> !row.getField("method").equals("cuped"))
                        .filter(row -> List.of("all", "").contains(row.getField("population")))
                        .toList();
        int compared = 0;
        int held = 0;
        for (NamedCsvRecord row : answers) {
            String campaign = row.getField("campaign");
            boolean drawn = truth.number(campaign, "control").signum() > 0;
            assertThat(row.getField("state")).as(campaign).isEqualTo(drawn ? "compared" : "no-arms");
            if (drawn) {
                BigDecimal caused = truth.number(campaign, "expected_net");
                compared++;
                held += caused.compareTo(new BigDecimal(row.getField("incremental_ci_low"))) >= 0
                                && caused.compareTo(new BigDecimal(row.getField("incremental_ci_high"))) <= 0
                        ? 1
                        : 0;
            }
        }

        assertThat(answers).hasSameSizeAs(truth.keys());
        assertThat(compared).isGreaterThan(9);
        // 95 of 100 on average; the retailer is the same every time.
        assertThat(held).isGreaterThanOrEqualTo(compared * 3 / 4);
    }

    @Test
    @Order(3)
    void importingEverythingAgain_changesNothing() {
        Map<String, String> before = touchline.reports();

        retailer.load(touchline);
        touchline.awaitAttributed();

        assertThat(touchline.reports()).isEqualTo(before);
        touchline.run("check");
    }

    @Test
    @Order(4)
    void replayingAllFeedsFromZero_changesNothing() {
        Map<String, String> before = touchline.reports();
        String kinds = partnerKinds();

        touchline.run("replay");
        touchline.awaitAttributed();

        assertThat(touchline.reports()).isEqualTo(before);
        assertThat(partnerKinds()).isEqualTo(kinds);
        touchline.run("check");
    }

    private static String partnerKinds() {
        return touchline.run("report", "performance", "--by", "partner-kind", "--format", "csv");
    }

    @Test
    @Order(5)
    void policyThatIsAdoptedAndTakenBack_restatesEverythingAndBack() throws IOException {
        Map<String, String> before = touchline.reports();
        String policy = Files.writeString(
                        folder.resolve("split.yaml"),
                        """
                        version: split
                        position: 50/0/50
                        performance: {split: {add: 20, nurture: 30, close: 50}}
                        """)
                .toString();
        String standard = Files.writeString(
                        folder.resolve("standard.yaml"), touchline.run("policy", "show", "1", "--format", "yaml"))
                .toString();
        assertThat(touchline.run("policy", "preview", policy, "--from", BEGINNING))
                .contains("position: 40 / 20 / 40 → 50 / 0 / 50", "members would be folded again");

        touchline.run("policy", "adopt", policy, "--from", BEGINNING, "--reason", "who adds members is to have a part");
        touchline.kill("attribution-svc");
        touchline.run("up");
        touchline.awaitAttributed();

        touchline.run("check");
        Map<String, String> split = touchline.reports();
        assertThat(split.get("position")).isNotEqualTo(before.get("position"));
        assertThat(split.get("linear")).isEqualTo(before.get("linear"));
        assertThat(split.get("performance")).isNotEqualTo(before.get("performance"));
        assertThat(Table.of(split.get("performance")).sum("net"))
                .isEqualByComparingTo(Table.of(before.get("performance")).sum("net"));

        touchline.run("policy", "adopt", standard, "--from", BEGINNING, "--reason", "taken back");
        touchline.awaitAttributed();

        assertThat(touchline.reports()).isEqualTo(before);
        touchline.run("check");
        assertThat(touchline.run("policy", "history"))
                .contains("3  standard-3, the group", "(in force)", "taken back", "2  split-2", "1  standard-1");
    }

    @Test
    @Order(6)
    void why_ofAnOrderThatNobodyHas_saysSo() {
        Command.Result result = touchline.tryToRun("why", "no-such-order");

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.stdout()).isEmpty();
        assertThat(result.stderr()).contains("no-such-order");
    }
}
