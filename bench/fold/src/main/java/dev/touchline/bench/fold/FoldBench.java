package dev.touchline.bench.fold;

import dev.touchline.attribution.fold.Campaign;
import dev.touchline.attribution.fold.Channel;
import dev.touchline.attribution.fold.DocumentKey;
import dev.touchline.attribution.fold.Fold;
import dev.touchline.attribution.fold.Ledger;
import dev.touchline.attribution.fold.Order;
import dev.touchline.attribution.fold.Person;
import dev.touchline.attribution.fold.Policies;
import dev.touchline.attribution.fold.Policy;
import dev.touchline.attribution.fold.Reference;
import dev.touchline.attribution.fold.Refund;
import dev.touchline.attribution.fold.Sale;
import dev.touchline.attribution.fold.SalesChannel;
import dev.touchline.attribution.fold.Stage;
import dev.touchline.attribution.fold.Touch;
import dev.touchline.attribution.fold.TouchKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The fold of persons with four orders of three lines (15 % of them refunded in part), all six models and both ledgers. One
 * operation is one order; {@code gc.alloc.rate.norm} is the bytes that it allocates.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class FoldBench {
    private static final int PERSONS = 1_000;
    private static final int ORDERS = 4;
    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
    private static final int DAYS = 60;
    private static final int CAMPAIGNS = 27;

    /** Touches of each person. */
    @Param({"0", "2", "6", "20"})
    private int touches;

    private final SplittableRandom random = new SplittableRandom(1);
    private Fold fold;
    private List<Person> persons;

    /** Makes the persons. */
    @Setup
    public void makePersons() {
        Map<String, Campaign> campaigns = new HashMap<>();
        for (int i = 0; i < CAMPAIGNS; i++) {
            campaigns.put("c" + i, new Campaign("c" + i, "north", BEGIN, BEGIN.plus(Duration.ofDays(DAYS)), null));
        }
        fold = new Fold(new Reference(campaigns, Map.of(), Map.of()), Policies.always(Policy.standard()));
        persons = new ArrayList<>();
        for (int i = 0; i < PERSONS; i++) {
            persons.add(person(i));
        }
    }

    /** Folds every person once. */
    @Benchmark
    @OperationsPerInvocation(PERSONS * ORDERS)
    public void orders(Blackhole hole) {
        for (Person person : persons) {
            Ledger ledger = fold.ledger(person);
            hole.consume(ledger);
        }
    }

    private Person person(int number) {
        List<Touch> received = new ArrayList<>();
        for (int i = 0; i < touches; i++) {
            Instant sent = at(random.nextInt(DAYS));
            received.add(new Touch(
                    number * 100L + i,
                    new TouchKey("sms", number + "-" + i),
                    "c" + random.nextInt(CAMPAIGNS),
                    random.nextBoolean() ? Channel.SMS : Channel.GUIDE_TASK,
                    number,
                    "s1",
                    Map.of(Stage.EXECUTED, sent, Stage.DELIVERED, sent.plusSeconds(1)),
                    "",
                    null,
                    null,
                    "g1",
                    false));
        }
        List<Sale> sales = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            sales.add(sale(number, i));
        }
        return Person.of(received, sales, List.of());
    }

    private Sale sale(int person, int number) {
        Instant paidAt = at(random.nextInt(DAYS));
        List<Order.Line> lines = new ArrayList<>();
        for (int line = 1; line <= 3; line++) {
            lines.add(new Order.Line(line, "north", 1, 100 + random.nextInt(100_000), 50L));
        }
        List<Refund> refunds = random.nextInt(100) >= 15
                ? List.of()
                : List.of(new Refund(
                        key(DocumentKey.Type.REFUND, person, number),
                        paidAt.plus(Duration.ofDays(3)),
                        "CNY",
                        "s1",
                        List.of(new Refund.Line(1, "north", 1, lines.get(0).paid()))));
        Order order = new Order(paidAt, "CNY", SalesChannel.STORE, "s1", lines, Set.of());
        return new Sale(
                person * 100L + number, key(DocumentKey.Type.ORDER, person, number), person, order, refunds, false);
    }

    private static DocumentKey key(DocumentKey.Type type, int person, int number) {
        return new DocumentKey("till", type, person + "-" + number);
    }

    private static Instant at(int day) {
        return BEGIN.plus(Duration.ofDays(day));
    }
}
