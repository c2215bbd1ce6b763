package dev.touchline.attribution.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.touchline.kit.money.Money;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** A year of a real grocery chain, against attribution computed twice by others (a script and SQL). */
class CompleteJourneyTest {
    private static final Path FOLDER = Path.of("../../shared/data/completejourney");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final Map<String, Campaign> campaigns = new HashMap<>();
    private final Map<Long, List<Touch>> touches = new HashMap<>();
    private final Map<Long, List<Sale>> sales = new HashMap<>();
    private final Map<String, Earned> earned = new TreeMap<>();
    private long touchedCents;
    private long netCents;
    private long orders;

    /** What a campaign earned: orders and cents, by measure. */
    private static final class Earned {
        final Map<String, Double> orders = new HashMap<>();
        final Map<String, Long> cents = new HashMap<>();

        void add(String measure, double order, long amount) {
            orders.merge(measure, order, Double::sum);
            cents.merge(measure, amount, Long::sum);
        }
    }

    @Test
    void everyCampaign_earnsWhatTheReferenceSays() throws IOException {
        assumeThat(FOLDER).as("the shared data beside the project").isDirectory();
        read();
        Fold fold = new Fold(new Reference(campaigns, Map.of(), Map.of()), Policies.always(Policy.standard()));

        sales.forEach(
                (member, orders) -> fold.ledger(Person.of(touches.getOrDefault(member, List.of()), orders, List.of()))
                        .entries()
                        .forEach(this::count));

        assertThat(netCents).isEqualTo(31_275_323);
        assertThat(touchedCents).isEqualTo(13_972_401);
        List<String> reference = lines("ref_campaign_attribution.csv");
        assertThat(reference).hasSize(27);
        reference.forEach(this::compare);
    }

    private void count(LedgerEntry entry) {
        long net = entry.amounts().net();
        netCents += net;
        touchedCents += entry.touches().isEmpty() ? 0 : net;
        for (CreditedTouch touch : entry.touches()) {
            Earned campaign = earned.computeIfAbsent(touch.touch().campaign(), key -> new Earned());
            campaign.add("any", 1, net);
            for (ModelCredit credit : touch.credits()) {
                campaign.add(credit.model().name(), credit.share() / 1e12, credit.amount());
            }
        }
    }

    private void compare(String row) {
        String[] cell = row.split(",");
        Earned campaign = earned.get(cell[0]);
        int column = 6;
        for (String measure : List.of("any", "FIRST", "LAST", "LINEAR")) {
            double orders = Double.parseDouble(cell[column]);
            double cents = Double.parseDouble(cell[column + 1]) * 100;
            String what = measure + " of campaign " + cell[0];
            assertThat(campaign.orders.get(measure)).as(what).isCloseTo(orders, within(1e-6));
            double tolerance = measure.equals("LINEAR") ? 0.5 * campaign.orders.get("any") : 0.001;
            assertThat((double) campaign.cents.get(measure)).as(what).isCloseTo(cents, within(tolerance));
            column += measure.equals("any") ? 4 : 2;
        }
    }

    private void read() throws IOException {
        for (String row : lines("mapped/campaigns.csv")) {
            String[] cell = row.split(",");
            campaigns.put(
                    cell[0], new Campaign(cell[0], "", at(cell[2]), at(cell[3]).plusSeconds(1), null));
        }
        for (String row : lines("mapped/touches.csv.gz")) {
            String[] cell = row.split(",");
            long member = Long.parseLong(cell[1]);
            touches.computeIfAbsent(member, id -> new ArrayList<>())
                    .add(new Touch(
                            Long.parseLong(cell[0]),
                            new TouchKey("cj", cell[0]),
                            cell[2],
                            Channel.COUPON,
                            member,
                            "",
                            Map.of(Stage.EXECUTED, at(cell[4])),
                            "",
                            null,
                            null));
        }
        for (String row : lines("mapped/orders.csv.gz")) {
            String[] cell = row.split(",");
            long member = Long.parseLong(cell[1]);
            long cents = Money.ofMajor(cell[5], "USD").minorUnits();
            Order.Line line = new Order.Line(1, "B", 1, cents, null);
            sales.computeIfAbsent(member, id -> new ArrayList<>())
                    .add(new Sale(
                            ++orders, // one order number is written in powers of ten
                            new DocumentKey("cj", DocumentKey.Type.ORDER, cell[0]),
                            member,
                            new Order(at(cell[3]), "USD", SalesChannel.STORE, cell[2], List.of(line), Set.of()),
                            List.of(),
                            false));
        }
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local, TIME).atZone(NEW_YORK).toInstant();
    }

    private static List<String> lines(String file) throws IOException {
        try (InputStream raw = Files.newInputStream(FOLDER.resolve(file));
                InputStream bytes = file.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).toList();
        }
    }
}
