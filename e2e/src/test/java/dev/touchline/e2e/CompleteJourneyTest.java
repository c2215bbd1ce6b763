package dev.touchline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The main job on real data whose answers were computed independently, twice. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CompleteJourneyTest {

    private static final Path DATA = Installation.ROOT.resolve("../shared/data/completejourney");
    private static final String MAPPING = "completejourney";

    @TempDir
    static Path folder;

    private static Installation touchline;
    private static Table reference;

    @BeforeAll
    static void load() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(DATA), "The Complete Journey is not beside this checkout: " + DATA);
        reference = Table.of(DATA.resolve("ref_campaign_attribution.csv"));
        touchline = Installation.up(folder.resolve("home"));
        importEverything();
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
    void targetedAndTouched_equalTheReferenceExactly() {
        Table report = campaigns("precedence");

        assertThat(report.keys()).hasSize(27).isEqualTo(reference.keys());
        for (String campaign : reference.keys()) {
            assertNumber(report, campaign, "targeted", reference.number(campaign, "targeted"));
            assertNumber(report, campaign, "touched_orders", reference.number(campaign, "orders_any"));
            assertNumber(report, campaign, "touched_net", reference.number(campaign, "sales_any"));
        }
    }

    @Test
    @Order(2)
    void firstAndLast_equalTheReferenceExactly() {
        for (String model : new String[] {"first", "last"}) {
            Table report = campaigns(model);
            for (String campaign : reference.keys()) {
                assertNumber(report, campaign, "credited_orders", reference.number(campaign, "orders_" + model));
                assertNumber(report, campaign, "credited_net", reference.number(campaign, "sales_" + model));
            }
        }
    }

    @Test
    @Order(3)
    void linear_equalsTheReferenceToAMillionthOfAnOrderAndHalfACentAnOrder() {
        Table report = campaigns("linear");
        for (String campaign : reference.keys()) {
            BigDecimal orders = reference.number(campaign, "orders_linear");
            assertThat(report.number(campaign, "credited_orders")
                            .subtract(orders)
                            .abs())
                    .as("campaign %s", campaign)
                    .isLessThanOrEqualTo(new BigDecimal("0.000001"));
            BigDecimal halfACentAnOrder =
                    reference.number(campaign, "orders_any").multiply(new BigDecimal("0.005"));
            assertThat(report.number(campaign, "credited_net")
                            .subtract(reference.number(campaign, "sales_linear"))
                            .abs())
                    .as("campaign %s", campaign)
                    .isLessThanOrEqualTo(halfACentAnOrder);
        }
    }

    @Test
    @Order(4)
    void everyModel_sharesOutTheSameTotals() {
        for (String model : new String[] {"precedence", "first", "last", "linear", "position", "time-decay"}) {
            Table totals = Table.of(touchline.csv("totals", model));
            String all = totals.keys().iterator().next();
            assertThat(totals.number(all, "credited_net").add(totals.number(all, "organic")))
                    .as(model)
                    .isEqualByComparingTo("312753.23");
            assertThat(totals.number(all, "empowered_net")).isEqualByComparingTo("139724.01");
            assertThat(totals.number(all, "empowered_orders")).isEqualByComparingTo("24334");
            assertThat(campaigns(model).sum("credited_net")).isEqualByComparingTo("139724.01");
        }
    }

    @Test
    @Order(5)
    void theCommand_printsTheSameReport() {
        assertThat(touchline.run("report", "campaigns", "--model", "linear", "--format", "csv"))
                .isEqualTo(touchline.csv("campaigns", "linear"));
    }

    @Test
    @Order(5)
    void check_findsNothing() {
        assertThat(touchline.run("check")).contains("conservation");
    }

    @Test
    @Order(6)
    void importingEverythingAgain_changesNothing() {
        Map<String, String> before = touchline.reports();

        importEverything();
        touchline.awaitAttributed();

        assertThat(touchline.reports()).isEqualTo(before);
        touchline.run("check");
    }

    @Test
    @Order(7)
    void replayingAllFeedsFromZero_changesNothing() {
        Map<String, String> before = touchline.reports();

        touchline.run("replay");
        touchline.awaitAttributed();

        assertThat(touchline.reports()).isEqualTo(before);
        touchline.run("check");
    }

    private static void importEverything() {
        for (String file : new String[] {"members.csv.gz", "campaigns.csv", "touches.csv.gz", "orders.csv.gz"}) {
            String entity = file.substring(0, file.indexOf('.'));
            touchline.run("import", entity, DATA.resolve("mapped").resolve(file).toString(), "--mapping", MAPPING);
        }
    }

    private static Table campaigns(String model) {
        return Table.of(touchline.csv("campaigns", model));
    }

    private static void assertNumber(Table report, String campaign, String column, BigDecimal expected) {
        assertThat(report.number(campaign, column))
                .as("%s of campaign %s", column, campaign)
                .isEqualByComparingTo(expected);
    }
}
