package dev.touchline.attribution.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.attribution.fold.columns.ColumnFold;
import dev.touchline.attribution.fold.columns.Columns;
import dev.touchline.attribution.fold.columns.ColumnsBuilder;
import dev.touchline.attribution.fold.columns.Dictionaries;
import dev.touchline.attribution.fold.columns.LedgerSums;
import dev.touchline.attribution.fold.columns.Question;
import dev.touchline.attribution.fold.columns.Sums;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Columns come to exactly what the fold comes to: any facts, any policies, any model, any question, either side. */
class ColumnFoldPropertiesTest {

    private static final int LIMIT = 10_000;
    private static final int FIRST_DAY = (int) LocalDate.of(2026, 2, 25).toEpochDay();

    private final Dictionaries names = new Dictionaries();

    @Property(tries = 4_000)
    void sums_areThoseOfTheFold(@ForAll("worlds") Random random) {
        List<Person> persons = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            persons.add(new RandomFacts(random).person());
        }
        Policies inForce = random.nextBoolean() ? Policies.always(Policy.standard()) : policies(random);
        Policies asked = random.nextInt(3) == 0 ? inForce : policies(random);
        Model model = Model.values()[random.nextInt(Model.values().length)];
        Question question = question(random);

        Sums toAsked = new Sums(LIMIT);
        Sums toOfficial = new Sums(LIMIT);
        Columns columns = columns(persons, inForce);
        new ColumnFold(RandomFacts.REFERENCE.campaigns(), names, asked, model, inForce, question)
                .fold(columns, 0, columns.size(), new BitSet(), toAsked, toOfficial);

        assertThat(toAsked.byKey()).isEqualTo(byTheFold(persons, asked, model, question));
        assertThat(toOfficial.byKey()).isEqualTo(byTheFold(persons, inForce, null, question));
    }

    private Columns columns(List<Person> persons, Policies inForce) {
        ColumnsBuilder builder = new ColumnsBuilder(names);
        Fold fold = new Fold(RandomFacts.REFERENCE, inForce);
        for (int i = 0; i < persons.size(); i++) {
            assertThat(builder.add(i, persons.get(i), fold)).isTrue();
        }
        return builder.build();
    }

    private Map<Sums.Key, Sums.Sum> byTheFold(List<Person> persons, Policies policies, Model model, Question question) {
        Fold fold = new Fold(RandomFacts.REFERENCE, policies);
        Sums sums = new Sums(LIMIT);
        LedgerSums ledgers = new LedgerSums(names, question);
        persons.forEach(person -> ledgers.add(fold.ledger(person), policies, model, sums));
        return sums.byKey();
    }

    private Question question(Random random) {
        int from = random.nextBoolean() ? Integer.MIN_VALUE : FIRST_DAY + random.nextInt(30);
        int to = random.nextBoolean() ? Integer.MAX_VALUE : FIRST_DAY + 20 + random.nextInt(40);
        int brand = random.nextInt(3) == 0 ? names.brands().idOf(random.nextBoolean() ? "B" : "X") : -1;
        return new Question(from, to, brand, random.nextBoolean(), random.nextBoolean());
    }

    private static Policies policies(Random random) {
        TreeMap<Instant, Policy> since = new TreeMap<>();
        since.put(Instant.MIN, policy("p0", random));
        for (int i = random.nextInt(3); i > 0; i--) {
            Instant day = Instant.parse("2026-03-01T00:00:00Z").plusSeconds(86_400L * random.nextInt(40));
            since.put(day, policy("p" + i, random));
        }
        if (random.nextBoolean()) {
            return new Policies(since);
        }
        TreeMap<Instant, Policy> own = new TreeMap<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            Instant day = Instant.parse("2026-03-01T00:00:00Z").plusSeconds(86_400L * random.nextInt(40));
            own.put(day, policy("own" + i, random));
        }
        return new Policies(since, Map.of(random.nextBoolean() ? "B" : "X", own));
    }

    private static Policy policy(String version, Random random) {
        Map<Channel, ChannelRule> channels = new EnumMap<>(Channel.class);
        Stage[] provable = {Stage.EXECUTED, Stage.DELIVERED, Stage.RESPONDED};
        for (Channel channel : Channel.values()) {
            Set<Stage> reachedBy = random.nextBoolean() ? Set.of(provable) : Set.of(provable[random.nextInt(3)]);
            Duration window = random.nextBoolean() ? null : Duration.ofDays(random.nextInt(15));
            channels.put(channel, new ChannelRule(reachedBy, random.nextBoolean(), window, 1 + random.nextInt(3)));
        }
        return new Policy(
                version,
                channels,
                Model.PRECEDENCE,
                Duration.ofHours(1 + random.nextInt(400)),
                new PositionWeights(1 + random.nextInt(50), random.nextInt(50), random.nextInt(50)),
                Policy.standard().tradingDay(),
                null);
    }

    @Provide
    Arbitrary<Random> worlds() {
        return Arbitraries.randomValue(random -> new Random(random.nextLong()));
    }
}
