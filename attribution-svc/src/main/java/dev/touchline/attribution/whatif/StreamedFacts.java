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
import io.vertx.mutiny.sqlclient.Pool;
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

    private static final String ROOTS =
            "SELECT DISTINCT canonical FROM member WHERE canonical <> id AND canonical > $1 ORDER BY canonical LIMIT $2";

    private static final String MERGED =
            """
            SELECT id FROM member JOIN unnest($1::smallint[], $2::bigint[]) AS named (shard, id) USING (shard, id)
            WHERE canonical <> id
            UNION
            SELECT canonical FROM member WHERE canonical = ANY($2) AND canonical <> id
            """;

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
            LedgerSums sums = new LedgerSums(names, ask.question(names));
            long count = 0;
            List<Long> page;
            for (long after = 0; !(page = roots(tx, after)).isEmpty(); after = page.get(page.size() - 1)) {
                count += fold(tx, page, ask, sums, toAsked, toOfficial, steps);
            }
            for (short shard = 0; shard < Shard.COUNT; shard++) {
                for (long after = Long.MIN_VALUE;
                        !(page = units(tx, shard, after)).isEmpty();
                        after = page.get(page.size() - 1)) {
                    count += fold(tx, alone(tx, page), ask, sums, toAsked, toOfficial, steps);
                }
            }
            return count;
        }
    }

    /** The next persons who are several members. */
    private static List<Long> roots(ReadTransaction tx, long after) {
        return longs(tx, ROOTS, Tuple.of(after, BATCH));
    }

    /** The next units of a shard that have sales. */
    private static List<Long> units(ReadTransaction tx, short shard, long after) {
        return longs(tx, UNITS, Tuple.of(shard, after, BATCH));
    }

    /** Those that are persons by themselves. */
    private static List<Long> alone(ReadTransaction tx, List<Long> units) {
        Set<Long> merged =
                new HashSet<>(longs(tx, MERGED, Units.of(units).members().tuple()));
        return units.stream().filter(unit -> !merged.contains(unit)).toList();
    }

    private static List<Long> longs(ReadTransaction tx, String sql, Tuple parameters) {
        return tx.read(
                connection -> connection.preparedQuery(sql).execute(parameters).map(rows -> {
                    List<Long> longs = new ArrayList<>(rows.size());
                    rows.forEach(row -> longs.add(row.getLong(0)));
                    return longs;
                }));
    }

    private long fold(
            ReadTransaction tx,
            List<Long> canonical,
            Ask ask,
            LedgerSums sums,
            Sums toAsked,
            Sums toOfficial,
            Steps steps) {
        if (canonical.isEmpty()) {
            return 0;
        }
        long count = 0;
        PersonFacts facts = tx.read(connection -> persons.load(connection, Units.of(canonical)));
        for (long each : facts.canonical()) {
            Person person = facts.person(each);
            if (person.sales().stream().anyMatch(sale -> !sale.twin())) {
                count++;
                add(person, facts, ask, sums, toAsked, toOfficial);
            }
        }
        steps.more(canonical.size());
        return count;
    }

    private void add(Person person, PersonFacts facts, Ask ask, LedgerSums sums, Sums toAsked, Sums toOfficial) {
        sums.add(new Fold(facts.reference(), ask.policies()).ledger(person), ask.policies(), ask.model(), toAsked);
        sums.add(new Fold(facts.reference(), ask.inForce()).ledger(person), ask.inForce(), null, toOfficial);
    }
}
