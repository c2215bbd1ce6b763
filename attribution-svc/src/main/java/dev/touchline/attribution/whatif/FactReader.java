package dev.touchline.attribution.whatif;

import dev.touchline.attribution.dirty.FactChanges.Snapshot;
import dev.touchline.attribution.dirty.Units;
import dev.touchline.attribution.fold.Fold;
import dev.touchline.attribution.fold.Person;
import dev.touchline.attribution.fold.Policies;
import dev.touchline.attribution.fold.Policy;
import dev.touchline.attribution.fold.columns.Columns;
import dev.touchline.attribution.fold.columns.ColumnsBuilder;
import dev.touchline.attribution.fold.columns.Dictionaries;
import dev.touchline.attribution.fold.columns.Names;
import dev.touchline.attribution.ledger.PersonFacts;
import dev.touchline.attribution.ledger.Persons;
import dev.touchline.attribution.v1.WhatIfPhase;
import io.agroal.api.AgroalDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** Reads facts into columns: those of everybody by two streams of whole tables, those of some as the folders do. */
@ApplicationScoped
class FactReader {

    private static final int BATCH = 300;

    /** 16 GiB: all places in arrays are ints. */
    private static final long MOST_MEMORY = 16L << 30;

    // An estimate, for progress and for a decision that is checked while reading. A table that was never analysed
    // counts by size.
    private static final String ROWS =
            """
            SELECT CASE WHEN reltuples > 0 THEN reltuples ELSE pg_relation_size(oid) / 150 END::bigint
            FROM pg_class WHERE oid IN ('sale'::regclass, 'touch'::regclass)
            ORDER BY relname
            """;

    private static final String MERGED = "(SELECT id, int8send(canonical) FROM member WHERE canonical <> id)";

    private static final String CONTROLS = "(SELECT unit, convert_to(campaign, 'UTF8') FROM control)";

    /** What is kept is the same under every policy: amounts, and days, which no policy may change. */
    private static final Policies ANY = Policies.always(Policy.standard());

    private final AgroalDataSource source;
    private final Persons persons;
    private final StoredColumns stored;
    private final Threads threads;
    private final WhatIfConfig config;

    FactReader(AgroalDataSource source, Persons persons, StoredColumns stored, Threads threads, WhatIfConfig config) {
        this.source = source;
        this.persons = persons;
        this.stored = stored;
        this.threads = threads;
        this.config = config;
    }

    /**
     * Everybody's facts.
     *
     * @throws Budget.ExceededException if they need more memory than is set aside
     */
    Facts everybody(ReadTransaction tx, Snapshot snapshot, Background.State background, Steps steps) {
        List<Long> rows = tx.read(FactReader::rows);
        Budget budget = budget();
        budget().take(rows.get(0) * Budget.ENTRY + rows.get(1) * Budget.TOUCH);
        steps.begin(WhatIfPhase.WHAT_IF_PHASE_READING, rows.get(0) + rows.get(1));
        Dictionaries names = new Dictionaries();
        Names stores = new Names();
        BinaryCopy copy = copy(tx);
        Map<Long, Long> canonicalOf = merged(copy, budget, steps);
        HeldOut heldOut = new HeldOut(names.campaigns(), stores, background.storesHeldOut());
        copy.read(CONTROLS, steps, (unit, bytes, from, to) -> {
            budget.take(Budget.HELD_OUT);
            heldOut.add(
                    canonicalOf.getOrDefault(unit, unit), new String(bytes, from, to - from, StandardCharsets.UTF_8));
        });
        SaleRows sales =
                new SaleRows(canonicalOf, names, stores, background.reference(), ANY, budget, room(rows.get(0)));
        TouchRows touches = new TouchRows(names, stores, heldOut, budget, room(rows.get(1)));
        threads.all(List.<Callable<Void>>of(
                () -> {
                    copy.read("sale (unit, body)", steps, sales);
                    return null;
                },
                () -> {
                    copy.read("touch (unit, body)", steps, touches);
                    return null;
                }));
        Set<Long> odd = new HashSet<>(sales.odd);
        touches.odd.forEach(unit -> odd.add(canonicalOf.getOrDefault(unit, unit)));
        Columns columns =
                new Join(sales, touches, canonicalOf, heldOut, names.campaigns().all(), threads).columns(odd);
        Facts facts = new Facts(snapshot, names, List.of(Segment.of(columns)), Map.of());
        return again(tx, facts, snapshot, background, odd, steps);
    }

    /**
     * Everybody's facts from the columns that are stored, with some persons read again; empty if the columns are not whole.
     *
     * @throws Budget.ExceededException if they need more memory than is set aside
     */
    Optional<Facts> stored(
            ReadTransaction tx,
            StoredColumns.Head head,
            Snapshot snapshot,
            Background.State background,
            Set<Long> changed,
            Steps steps) {
        budget().take(head.bytes());
        steps.begin(WhatIfPhase.WHAT_IF_PHASE_READING, head.persons());
        Set<Long> missing = new HashSet<>(head.leftOut());
        missing.addAll(changed);
        return stored.read(head, copy(tx), steps)
                .map(columns -> new Facts(head.snapshot(), head.names(), List.of(Segment.of(columns)), Map.of()))
                .map(facts -> again(tx, facts, snapshot, background, missing, steps));
    }

    private Budget budget() {
        return new Budget(Math.min(MOST_MEMORY, Runtime.getRuntime().maxMemory() / 100 * config.memoryPercent()));
    }

    private BinaryCopy copy(ReadTransaction tx) {
        return new BinaryCopy(source, tx.read(FactReader::export));
    }

    /** The same facts with some persons read again. */
    Facts again(
            ReadTransaction tx,
            Facts facts,
            Snapshot snapshot,
            Background.State background,
            Set<Long> changed,
            Steps steps) {
        if (changed.isEmpty()) {
            return new Facts(snapshot, facts.names(), facts.segments(), facts.odd());
        }
        Fold fold = new Fold(background.reference(), ANY);
        ColumnsBuilder columns = new ColumnsBuilder(facts.names());
        Map<Long, Person> odd = new HashMap<>(facts.odd());
        odd.keySet().removeAll(changed);
        List<Long> all = List.copyOf(changed);
        for (int from = 0; from < all.size(); from += BATCH) {
            Units units = Units.of(all.subList(from, Math.min(all.size(), from + BATCH)));
            PersonFacts some = tx.read(connection -> persons.load(connection, units));
            for (long canonical : some.canonical()) {
                Person person = some.person(canonical);
                if (!columns.add(canonical, person, fold)) {
                    odd.put(canonical, person);
                }
            }
            steps.more(0);
        }
        List<Segment> segments = new ArrayList<>();
        facts.segments().forEach(segment -> segments.add(segment.without(changed)));
        segments.add(Segment.of(columns.build()));
        segments.removeIf(segment -> segment.size() == 0);
        return new Facts(snapshot, facts.names(), segments, odd);
    }

    private static int room(long rows) {
        return (int) Math.min(rows, 1 << 28);
    }

    private static Uni<List<Long>> rows(SqlConnection tx) {
        return tx.query(ROWS)
                .execute()
                .map(rows -> rows.stream().map(row -> row.getLong(0)).toList());
    }

    private static Map<Long, Long> merged(BinaryCopy copy, Budget budget, Steps steps) {
        Map<Long, Long> canonicalOf = new HashMap<>();
        copy.read(MERGED, steps, (id, bytes, from, to) -> {
            budget.take(Budget.MERGED);
            canonicalOf.put(id, BinaryCopy.int64(bytes, from));
        });
        return canonicalOf;
    }

    private static Uni<String> export(SqlConnection tx) {
        return tx.query("SELECT pg_export_snapshot()")
                .execute()
                .map(rows -> rows.iterator().next().getString(0));
    }
}
