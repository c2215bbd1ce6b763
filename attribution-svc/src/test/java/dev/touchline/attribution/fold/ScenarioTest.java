package dev.touchline.attribution.fold;

import static dev.touchline.attribution.fold.ScenarioReader.each;
import static dev.touchline.attribution.fold.ScenarioReader.fen;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every scenario of src/test/resources/scenarios: given, when, then, and a sentence why. */
class ScenarioTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Path FOLDER = Path.of("src/test/resources/scenarios");

    @TestFactory
    Stream<DynamicContainer> scenarios() throws IOException {
        return files().map(file -> DynamicContainer.dynamicContainer(
                file.getFileName().toString(),
                read(file).stream()
                        .map(scenario ->
                                DynamicTest.dynamicTest(scenario.path("name").asText(), () -> verify(scenario)))));
    }

    @Test
    void scenarios_allSayWhyAndAreManyEnough() throws IOException {
        List<JsonNode> all = files().flatMap(file -> read(file).stream()).toList();
        assertThat(all).hasSizeGreaterThanOrEqualTo(25).allSatisfy(scenario -> {
            assertThat(scenario.path("name").asText()).isNotBlank();
            assertThat(scenario.path("why").asText()).isNotBlank();
            assertThat(scenario.path("then")).isNotEmpty();
        });
    }

    private static Stream<Path> files() throws IOException {
        return Files.list(FOLDER).sorted();
    }

    private static List<JsonNode> read(Path file) {
        try {
            JsonNode scenarios = YAML.readTree(file.toFile());
            return StreamSupport.stream(scenarios.spliterator(), false).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void verify(JsonNode scenario) {
        ScenarioReader reader = new ScenarioReader(scenario);
        Person person = reader.person();
        Fold fold = reader.fold();

        Ledger ledger = fold.ledger(person);

        LedgerLaws.hold(ledger);
        Map<String, LedgerEntry> entries = ledger.entries().stream()
                .collect(Collectors.toMap(
                        entry -> entry.sale().key().number() + "/" + entry.brand(),
                        entry -> entry,
                        (a, b) -> a,
                        TreeMap::new));
        each(scenario.path("then"), (name, expected) -> {
            LedgerEntry entry = entries.remove(name.contains("/") ? name : name + "/B");
            assertThat(entry).as("entry %s", name).isNotNull();
            each(expected, (field, value) -> verify(field, value, entry, fold, person, reader.policy()));
        });
        assertThat(entries.keySet())
                .as("entries that the scenario does not mention")
                .isEmpty();
    }

    private static void verify(
            String field, JsonNode expected, LedgerEntry entry, Fold fold, Person person, Policy policy) {
        Amounts amounts = entry.amounts();
        switch (field) {
            case "paid" -> assertThat(amounts.paid()).as(field).isEqualTo(fen(expected));
            case "net" -> assertThat(amounts.net()).as(field).isEqualTo(fen(expected));
            case "organic" -> assertThat(entry.organic()).as(field).isEqualTo(fen(expected));
            case "unmatched" -> assertThat(amounts.unmatchedRefund()).as(field).isEqualTo(fen(expected));
            case "items" -> assertThat(amounts.items()).as(field).isEqualTo(expected.asInt());
            case "cost" -> assertThat(amounts.cost()).as(field).isEqualTo(expected.isNull() ? null : fen(expected));
            case "buyer" ->
                assertThat(entry.sale().order().buyerWas()).as(field).hasToString(expected.asText());
            case "goods" -> assertThat(goods(entry)).as(field).isEqualTo(texts(expected));
            case "day" -> assertThat(entry.businessDay()).as(field).hasToString(expected.asText());
            case "present" -> assertThat(entry.present()).as(field).isEqualTo(expected.asBoolean());
            case "touched" -> assertThat(keys(entry)).as(field).isEqualTo(texts(expected));
            case "credits" ->
                assertThat(credits(entry, policy.official())).as(field).isEqualTo(amounts(expected));
            case "booked" -> each(expected, (key, booked) -> verifyBooked(key, booked, entry));
            case "performance" ->
                assertThat(text(entry.performance())).as(field).isEqualTo(expected.asText());
            case "assisting" ->
                assertThat(entry.performance().assisting()).as(field).isEqualTo(expected.asText());
            case "touch_guide" ->
                assertThat(entry.performance().touchGuide()).as(field).isEqualTo(expected.asText());
            case "shares" -> assertThat(shares(entry)).as(field).isEqualTo(map(expected));
            case "because" ->
                each(expected, (role, because) -> assertThat(because(role, entry, fold, person))
                        .as("because of %s", role)
                        .isEqualTo(because.asText()));
            case "verdicts" ->
                assertThat(verdicts(entry, fold, person)).as(field).containsAllEntriesOf(map(expected));
            default ->
                assertThat(credits(entry, Model.valueOf(field.toUpperCase(Locale.ROOT))))
                        .as(field)
                        .isEqualTo(amounts(expected));
        }
    }

    private static void verifyBooked(String key, JsonNode expected, LedgerEntry entry) {
        BookedRefund booked = entry.refunds().stream()
                .filter(refund -> refund.refund().key().number().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no refund " + key));
        assertThat(booked.matched()).as("matched of %s", key).isEqualTo(fen(expected.path("matched")));
        assertThat(booked.unmatched()).as("unmatched of %s", key).isEqualTo(fen(expected.path("unmatched")));
        if (expected.has("performance")) {
            assertThat(text(booked.unmatchedPerformance()))
                    .as("performance of %s", key)
                    .isEqualTo(expected.get("performance").asText());
        }
        if (expected.has("shares")) {
            assertThat(booked.shareChange())
                    .as("changes of shares of %s", key)
                    .isEqualTo(StreamSupport.stream(expected.get("shares").spliterator(), false)
                            .map(ScenarioReader::fen)
                            .toList());
        }
        if (expected.has("day")) {
            assertThat(booked.businessDay())
                    .as("day of %s", key)
                    .hasToString(expected.get("day").asText());
        }
        if (expected.has("changes")) {
            Map<String, Long> changes = new TreeMap<>();
            for (int i = 0; i < entry.touches().size(); i++) {
                changes.put(keys(entry).get(i), booked.creditChange().get(i));
            }
            assertThat(changes).as("changes of %s", key).isEqualTo(amounts(expected.get("changes")));
        }
    }

    /** Each part as "category CLASS: net, items, cost of costed net", in fen. */
    private static List<String> goods(LedgerEntry entry) {
        return entry.goods().stream()
                .map(part -> part.category() + " " + part.goodsClass() + ": " + (part.paid() - part.refunded()) + ", "
                        + part.items() + ", " + part.cost() + " of " + part.costedNet())
                .toList();
    }

    /** Owner and role, e.g. "store S, guide G: SALES_GUIDE"; "undecided" where there is none. */
    private static String text(Performance performance) {
        return performance == null ? "undecided" : performance.owner().names() + ": " + performance.role();
    }

    /** What each stage has and whose it is, e.g. "store S, guide G: 20.00". */
    private static Map<String, String> shares(LedgerEntry entry) {
        Map<String, String> shares = new TreeMap<>();
        entry.shares()
                .forEach(share -> shares.put(
                        share.stage().name(), share.owner().names() + ": " + BigDecimal.valueOf(share.net(), 2)));
        return shares;
    }

    private static String because(String role, LedgerEntry entry, Fold fold, Person person) {
        return fold.performanceVerdicts(person, entry.sale().id()).stream()
                .filter(verdict -> verdict.brand().equals(entry.brand()))
                .filter(verdict -> verdict.role().name().equals(role))
                .map(PerformanceVerdict::explanation)
                .findFirst()
                .orElse("not asked");
    }

    private static List<String> keys(LedgerEntry entry) {
        return entry.touches().stream()
                .map(touch -> touch.touch().key().number())
                .toList();
    }

    private static Map<String, Long> credits(LedgerEntry entry, Model model) {
        Map<String, Long> credits = new TreeMap<>();
        entry.touches().forEach(touch -> touch.credits().stream()
                .filter(credit -> credit.model() == model)
                .forEach(credit -> credits.put(touch.touch().key().number(), credit.amount())));
        return credits;
    }

    private static Map<String, String> verdicts(LedgerEntry entry, Fold fold, Person person) {
        return fold.verdicts(person, entry.sale().id()).stream()
                .filter(verdict -> verdict.brand().equals(entry.brand()))
                .collect(Collectors.toMap(verdict -> verdict.touch().key().number(), verdict -> verdict.rule()
                        .name()));
    }

    private static Map<String, Long> amounts(JsonNode node) {
        Map<String, Long> amounts = new TreeMap<>();
        each(node, (key, amount) -> amounts.put(key, fen(amount)));
        return amounts;
    }

    private static Map<String, String> map(JsonNode node) {
        Map<String, String> map = new TreeMap<>();
        each(node, (key, value) -> map.put(key, value.asText()));
        return map;
    }

    private static List<String> texts(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
