package dev.touchline.attribution.whatif;

import dev.touchline.attribution.dirty.Units;
import dev.touchline.attribution.fold.Fold;
import dev.touchline.attribution.fold.Person;
import dev.touchline.attribution.fold.columns.Dictionaries;
import dev.touchline.attribution.fold.columns.LedgerSums;
import dev.touchline.attribution.fold.columns.Sums;
import dev.touchline.attribution.ledger.PersonFacts;
import dev.touchline.attribution.ledger.Persons;
import dev.touchline.attribution.v1.WhatIfPhase;
import dev.touchline.kit.shard.Shard;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A what-if in little memory: a few hundred persons at a time, shard by shard, read and folded as the folders do it. Slow, and
 * as exact; also what the fast way is compared with.
 */
@ApplicationScoped
class StreamedFacts {

    private static final int BATCH = 300;

    private static final String UNITS =
            "SELECT DISTINCT unit FROM sale WHERE shard = $1 AND unit > $2 ORDER BY unit LIMIT $3";

    private static final String MERGED = "SELECT id, canonical FROM member WHERE canonical <> id";

    private final Pool pool;
    private final Persons persons;

    StreamedFacts(Pool pool, Persons persons) {
        this.pool = pool;
        this.persons = persons;
    }

    /** Adds everybody to both sums; answers how many persons bought. */
    long fold(Ask ask, Dictionaries names, Sums toAsked, Sums toOfficial, Steps steps) {
        steps.begin(WhatIfPhase.WHAT_IF_PHASE_FOLDING, 0);
        try (ReadTransaction tx = ReadTransaction.begin(pool)) {
            Set<Long> canonical = new HashSet<>();
            Set<Long> merged = new HashSet<>();
            tx.read(connection -> connection.query(MERGED).execute()).forEach(row -> {
                merged.add(row.getLong(0));
                merged.add(row.getLong(1));
                canonical.add(row.getLong(1));
            });
            LedgerSums sums = new LedgerSums(names, ask.question(names));
            long count = fold(tx, List.copyOf(canonical), ask, sums, toAsked, toOfficial, steps);
            for (short shard = 0; shard < Shard.COUNT; shard++) {
                short at = shard;
                long after = Long.MIN_VALUE;
                List<Long> units;
                do {
                    long from = after;
                    units = tx.read(connection -> units(connection, at, from));
                    List<Long> alone = units.stream()
                            .filter(unit -> !merged.contains(unit))
                            .toList();
                    count += fold(tx, alone, ask, sums, toAsked, toOfficial, steps);
                    after = units.isEmpty() ? after : units.get(units.size() - 1);
                } while (units.size() == BATCH);
            }
            return count;
        }
    }

    private long fold(
            ReadTransaction tx,
            List<Long> canonical,
            Ask ask,
            LedgerSums sums,
            Sums toAsked,
            Sums toOfficial,
            Steps steps) {
        long count = 0;
        for (int from = 0; from < canonical.size(); from += BATCH) {
            Units units = Units.of(canonical.subList(from, Math.min(canonical.size(), from + BATCH)));
            PersonFacts facts = tx.read(connection -> persons.load(connection, units));
            for (long each : facts.canonical()) {
                Person person = facts.person(each);
                if (person.sales().stream().anyMatch(sale -> !sale.twin())) {
                    count++;
                    add(person, facts, ask, sums, toAsked, toOfficial);
                }
            }
            steps.more(units.sorted().size());
        }
        return count;
    }

    private void add(Person person, PersonFacts facts, Ask ask, LedgerSums sums, Sums toAsked, Sums toOfficial) {
        sums.add(new Fold(facts.reference(), ask.policies()).ledger(person), ask.policies(), ask.model(), toAsked);
        sums.add(new Fold(facts.reference(), ask.inForce()).ledger(person), ask.inForce(), null, toOfficial);
    }

    private static Uni<List<Long>> units(SqlConnection tx, short shard, long after) {
        return tx.preparedQuery(UNITS).execute(Tuple.of(shard, after, BATCH)).map(rows -> {
            List<Long> units = new ArrayList<>(rows.size());
            rows.forEach(row -> units.add(row.getLong(0)));
            return units;
        });
    }
}
