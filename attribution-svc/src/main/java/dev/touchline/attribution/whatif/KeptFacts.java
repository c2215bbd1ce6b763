package dev.touchline.attribution.whatif;

import dev.touchline.attribution.dirty.DirtyMembers;
import dev.touchline.attribution.dirty.FactChanges;
import dev.touchline.attribution.dirty.FactChanges.Snapshot;
import dev.touchline.attribution.v1.FactSource;
import dev.touchline.kit.loop.Loops;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Facts that stay in memory between questions. Each question is answered from the facts as they are when it is asked: whoever
 * changed since the last one is read again, by the notes of {@link FactChanges}. A process that keeps nothing begins with the
 * columns that are stored; everybody is read if notes are missing, too many changed, or the database is another one.
 */
@ApplicationScoped
class KeptFacts {

    /**
     * Facts for one question.
     *
     * @param facts null: they do not fit into memory
     * @param waiting persons who wait to be folded
     */
    record Read(Facts facts, Background.State background, long waiting, FactSource source) {}

    private static final Logger LOG = Logger.getLogger(KeptFacts.class);

    /** Most persons that are read again one by one; reading everybody is faster then. */
    private static final int MOST_CHANGED = 20_000;

    /** Most segments; then those after the first become one. */
    private static final int MOST_SEGMENTS = 16;

    private static final Duration ROUND = Duration.ofSeconds(30);

    private final Pool pool;
    private final FactChanges changes;
    private final Background background;
    private final FactReader reader;
    private final StoredColumns stored;
    private final Loops loops;
    private final WhatIfConfig config;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Facts kept;
    private volatile long lastUse;

    KeptFacts(
            Pool pool,
            FactChanges changes,
            Background background,
            FactReader reader,
            StoredColumns stored,
            Loops loops,
            WhatIfConfig config) {
        this.pool = pool;
        this.changes = changes;
        this.background = background;
        this.reader = reader;
        this.stored = stored;
        this.loops = loops;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        loops.start(() -> Uni.createFrom().item(() -> {
            forgetUnused();
            return ROUND;
        }));
    }

    private void forgetUnused() {
        if (System.nanoTime() - lastUse > config.kept().toNanos()) {
            forget();
        }
    }

    /** Gives the memory back. */
    void forget() {
        kept = null;
    }

    /** The facts as they are now. */
    Read read(Steps steps) {
        try {
            while (!lock.tryLock(100, TimeUnit.MILLISECONDS)) {
                steps.more(0);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The process stops", stopped);
        }
        try (ReadTransaction tx = ReadTransaction.begin(pool)) {
            return read(tx, steps);
        } finally {
            lastUse = System.nanoTime();
            lock.unlock();
        }
    }

    private Read read(ReadTransaction tx, Steps steps) {
        Snapshot now = tx.read(changes::snapshot);
        Background.State state = tx.read(background::read);
        long waiting = tx.read(DirtyMembers::waiting);
        try {
            return read(tx, now, state, waiting, steps);
        } catch (Budget.ExceededException tooMuch) {
            LOG.infof(
                    "Facts do not fit into memory and are streamed percent=%d max_heap_mib=%d",
                    config.memoryPercent(), Runtime.getRuntime().maxMemory() >> 20);
            return new Read(null, state, waiting, FactSource.FACT_SOURCE_STREAMED);
        }
    }

    /** From what is nearest: memory, the stored columns, every message. */
    private Read read(ReadTransaction tx, Snapshot now, Background.State state, long waiting, Steps steps) {
        forgetUnused();
        Facts before = kept;
        Set<Long> changed = before == null ? null : changed(tx, before, now);
        if (changed != null) {
            return keep(
                    reader.again(tx, before, now, state, changed, steps), state, waiting, FactSource.FACT_SOURCE_KEPT);
        }
        kept = null;
        StoredColumns.Head head = tx.read(stored::head);
        changed = head == null ? null : changed(tx, head.snapshot(), now);
        if (changed != null && changed.size() + head.leftOut().size() <= MOST_CHANGED) {
            Optional<Facts> whole = reader.stored(tx, head, now, state, changed, steps);
            if (whole.isPresent()) {
                return keep(whole.get(), state, waiting, FactSource.FACT_SOURCE_STORED);
            }
        }
        Facts all = reader.everybody(tx, now, state, steps);
        stored.storeLater(all);
        return keep(all, state, waiting, FactSource.FACT_SOURCE_READ);
    }

    /** Keeps facts, which may be forgotten at any time, and answers with them all the same. */
    private Read keep(Facts facts, Background.State state, long waiting, FactSource source) {
        kept = facts;
        return new Read(facts, state, waiting, source);
    }

    /** Whom to read again, with those whose segments become one; null: everybody. */
    private Set<Long> changed(ReadTransaction tx, Facts before, Snapshot now) {
        Set<Long> changed = changed(tx, before.snapshot(), now);
        if (changed != null && !changed.isEmpty() && before.segments().size() >= MOST_SEGMENTS) {
            before.segments().stream().skip(1).map(Segment::current).forEach(changed::addAll);
        }
        return changed == null || changed.size() > MOST_CHANGED ? null : changed;
    }

    /** Who changed since a snapshot; null: that is not known any more, or they are too many. */
    private Set<Long> changed(ReadTransaction tx, Snapshot since, Snapshot now) {
        boolean known =
                since.cluster().equals(now.cluster()) && tx.read(connection -> changes.complete(connection, since));
        if (!known) {
            return null;
        }
        Set<Long> changed = tx.read(connection -> changes.since(connection, since, MOST_CHANGED + 1));
        return changed.size() > MOST_CHANGED ? null : changed;
    }
}
