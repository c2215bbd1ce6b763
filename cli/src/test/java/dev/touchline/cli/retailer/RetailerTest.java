package dev.touchline.cli.retailer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shape of the generated retailer at its default size. */
class RetailerTest {
    private static final int MEMBERS = 20_000;
    private static final Instant NOW = Instant.parse("2026-02-15T00:00:00Z");

    @TempDir
    private static Path folder;

    private static Truth truth;
    private static List<NamedCsvRecord> touches;
    private static List<NamedCsvRecord> orders;

    @BeforeAll
    static void generate() throws IOException {
        truth = GenerateCommand.generate(folder, MEMBERS, 1);
        touches = read("touches.csv");
        orders = read("orders.csv");
    }

    private static List<NamedCsvRecord> read(String file) throws IOException {
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(folder.resolve(file))) {
            return csv.stream().toList();
        }
    }

    private static Set<String> numbers(String type) {
        return orders.stream()
                .filter(row -> row.getField("type").equals(type))
                .map(row -> row.getField("number"))
                .collect(Collectors.toSet());
    }

    @Test
    void size_isAsPromised() throws IOException {
        assertThat(numbers("order").size()).isBetween(29_000, 31_000);
        assertThat(touches.stream()
                        .map(row -> row.getField("number"))
                        .distinct()
                        .count())
                .isBetween(38_000L, 42_500L);
        assertThat(read("members.csv")).hasSizeBetween(19_700, 20_100);
        assertThat(numbers("refund").size()).isBetween(3_000, 4_500);
        assertThat(numbers("refund-without-order")).isNotEmpty();
    }

    @Test
    void everyChannelAndSpecialKind_occurs() {
        assertThat(orders.stream().map(row -> row.getField("sales_channel")))
                .contains("store", "mini-program", "marketplace", "cloud-store", "live", "community", "partner");
        assertThat(orders.stream().map(row -> row.getField("kind"))).contains("presale", "voucher", "exchange");
        assertThat(touches.stream().map(row -> row.getField("channel")).distinct())
                .hasSize(11);
        assertThat(touches.stream()
                        .map(row -> row.getField("failure_reason"))
                        .distinct()
                        .count())
                .isGreaterThan(8);
    }

    @Test
    void everyPartnerOfAnOrder_isAUnitOfTheOrganisationWithItsKind() throws IOException {
        Map<String, String> kinds = read("organisation.csv").stream()
                .filter(row -> row.getField("kind").equals("partner"))
                .collect(Collectors.toMap(row -> row.getField("key"), row -> row.getField("partner_kind")));

        assertThat(orders.stream()
                        .map(row -> row.getField("partner"))
                        .filter(partner -> !partner.isEmpty())
                        .collect(Collectors.toSet()))
                .isEqualTo(kinds.keySet());
        assertThat(kinds.values()).contains("cps", "distributor", "sharer").doesNotContain("");
    }

    @Test
    void orders_areOfSeveralBrandsAnonymousAndDuplicated() {
        Map<String, Set<String>> brands = orders.stream()
                .filter(row -> row.getField("type").equals("order"))
                .collect(Collectors.groupingBy(
                        row -> row.getField("number"),
                        Collectors.mapping(row -> row.getField("brand"), Collectors.toSet())));
        assertThat(brands.values().stream().filter(set -> set.size() > 1).count())
                .isGreaterThan(300);

        Map<String, Integer> lines = new HashMap<>();
        orders.forEach(row -> lines.merge(
                row.getField("type") + row.getField("number") + "/" + row.getField("line_number"), 1, Integer::sum));
        assertThat(lines.values().stream().filter(count -> count > 1).count()).isGreaterThan(200);

        assertThat(orders.stream().filter(RetailerTest::anonymous).count()).isGreaterThan(3_000);
    }

    private static boolean anonymous(NamedCsvRecord row) {
        return row.getFields().subList(0, 5).stream().allMatch(String::isEmpty);
    }

    @Test
    void someRefunds_comeBeforeTheirOrder() {
        Set<String> seen = new java.util.HashSet<>();
        long early = 0;
        for (NamedCsvRecord row : orders) {
            if (row.getField("type").equals("order")) {
                seen.add(row.getField("number"));
            } else if (row.getField("type").equals("refund") && !seen.contains(row.getField("refund_of_number"))) {
                early++;
            }
        }
        assertThat(early).isGreaterThan(50);
    }

    @Test
    void nothing_liesInTheFuture() {
        assertThat(orders).allSatisfy(row -> assertThat(Instant.parse(row.getField("occurred_at")))
                .isBefore(NOW));
    }

    @Test
    void truth_isWhatTheFilesHold() throws IOException {
        long control = truth.rows().stream().mapToLong(Truth.Row::control).sum();
        assertThat(read("arms.csv").stream()
                        .filter(row -> row.getField("arm").equals("control"))
                        .count())
                .isEqualTo(control)
                .isGreaterThan(2_000);
        assertThat(truth.rows()).hasSize(32);
    }

    @Test
    void causedNet_comesOutAsExpected() {
        double expected =
                truth.rows().stream().mapToLong(Truth.Row::expectedFen).sum();
        double caused = truth.rows().stream().mapToLong(Truth.Row::causedFen).sum();
        long orders = truth.rows().stream().mapToLong(Truth.Row::causedOrders).sum();

        // The net of an order varies by about its mean, so a sum of n orders lies within 4 / sqrt(n) of what is
        // expected.
        assertThat(caused / expected).isCloseTo(1, within(4 / Math.sqrt(orders)));
    }

    @Test
    void campaignWithoutEffect_causesNothing() {
        assertThat(truth.rows())
                .filteredOn(row -> row.campaign().endsWith("double-twelve"))
                .hasSize(3)
                .allSatisfy(row -> {
                    assertThat(row.treated()).isPositive();
                    assertThat(row.expectedFen()).isZero();
                    assertThat(row.causedOrders()).isZero();
                });
    }

    @Test
    void sameSeed_givesTheSameBytesAndAnotherSeedOthers() throws IOException {
        Path again = folder.resolve("again");
        Path other = folder.resolve("other");
        GenerateCommand.generate(again, MEMBERS, 1);
        GenerateCommand.generate(other, MEMBERS, 2);

        for (Sheet sheet : Sheet.values()) {
            assertThat(Files.mismatch(folder.resolve(sheet.file()), again.resolve(sheet.file())))
                    .as(sheet.file())
                    .isEqualTo(-1);
        }
        assertThat(Files.mismatch(folder.resolve("orders.csv"), other.resolve("orders.csv")))
                .isNotEqualTo(-1);
    }
}
