package dev.touchline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
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
        for (String by : new String[] {"store", "guide", "partner", "brand"}) {
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

        touchline.run("replay");
        touchline.awaitAttributed();

        assertThat(touchline.reports()).isEqualTo(before);
        touchline.run("check");
    }

    @Test
    @Order(5)
    void why_ofAnOrderThatNobodyHas_saysSo() {
        Command.Result result = touchline.tryToRun("why", "no-such-order");

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.stdout()).isEmpty();
        assertThat(result.stderr()).contains("no-such-order");
    }
}
