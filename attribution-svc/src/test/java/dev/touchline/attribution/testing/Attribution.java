package dev.touchline.attribution.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.touchline.attribution.dirty.DirtyMembers;
import dev.touchline.attribution.dirty.Members;
import dev.touchline.attribution.facts.MemberProjector;
import dev.touchline.attribution.facts.SaleProjector;
import dev.touchline.attribution.facts.TouchProjector;
import dev.touchline.attribution.ledger.Folded;
import dev.touchline.attribution.ledger.Folder;
import dev.touchline.attribution.policy.Refold;
import dev.touchline.attribution.v1.LedgerEvent;
import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.kit.feed.FeedHandler;
import dev.touchline.kit.operations.Invariants;
import dev.touchline.kit.shard.Shard;
import dev.touchline.operations.v1.Figure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** The service as a test drives it: tells it events, folds, and looks at what it told others. */
@ApplicationScoped
public class Attribution {

    private static final Logger LOG = Logger.getLogger(Attribution.class);

    private static final String EMPTY =
            "TRUNCATE member, binding, campaign, store_arm, brand, store, guide, control, arm, touch, touch_home, sale_home, sale, dirty, dirty_inbox, sale_ledger,"
                    + " ledger, credit, performance, feed_inbox, policy_refold; DELETE FROM policy WHERE number > 1; UPDATE fact_columns_head SET format = 0";

    private final Pool pool;
    private final Members directory;
    private final DirtyMembers dirty;
    private final MemberProjector members;
    private final TouchProjector touches;
    private final SaleProjector sales;
    private final Folder folder;
    private final Refold refold;
    private final Invariants invariants;

    public Attribution(
            Pool pool,
            Members directory,
            DirtyMembers dirty,
            MemberProjector members,
            TouchProjector touches,
            SaleProjector sales,
            Folder folder,
            Refold refold,
            Invariants invariants) {
        this.pool = pool;
        this.directory = directory;
        this.dirty = dirty;
        this.members = members;
        this.touches = touches;
        this.sales = sales;
        this.folder = folder;
        this.refold = refold;
        this.invariants = invariants;
    }

    public void empty() {
        pool.query(EMPTY).execute().await().indefinitely();
    }

    /** Tells events as their feeds would, each kind in a transaction of its own. */
    public void tell(FeedEvent... events) {
        Map<FeedHandler, List<FeedEvent>> byFeed = new TreeMap<>(Comparator.comparing(FeedHandler::feed));
        for (FeedEvent event : events) {
            byFeed.computeIfAbsent(handler(event), handler -> new ArrayList<>()).add(event);
        }
        byFeed.forEach(this::tell);
    }

    /** Tells events of one feed in one transaction. */
    public void tell(FeedHandler handler, List<FeedEvent> events) {
        pool.withTransaction(tx -> handler.apply(tx, events)).await().indefinitely();
    }

    /** Forgets what a feed told. */
    public void forget(FeedHandler handler) {
        pool.withTransaction(handler::forget).await().indefinitely();
    }

    public FeedHandler handler(FeedEvent event) {
        String kind = event.getKey().substring(0, event.getKey().indexOf('/'));
        return switch (kind) {
            case "member", "brand", "store", "guide", "partner" -> members;
            case "sale" -> sales;
            default -> touches;
        };
    }

    /** Makes marks ones that can be claimed, as a folder does before it claims. */
    public void collect() {
        for (short shard = 0; shard < Shard.COUNT; shard++) {
            dirty.collect(pool, shard).await().indefinitely();
        }
    }

    /** Folds until nobody is dirty; answers how many sales were told anew. */
    public int fold() {
        int told = 0;
        int claimed;
        do {
            claimed = 0;
            for (short shard = 0; shard < Shard.COUNT; shard++) {
                Folded folded = folder.foldShard(shard, Duration.ZERO).await().indefinitely();
                claimed += folded.claimed();
                told += folded.told();
            }
        } while (claimed > 0);
        return told;
    }

    /** Marks whom new versions of the policy concern, until nothing is left to look through. */
    public void markOutdated() {
        while (refold.step().await().indefinitely() != Refold.Step.IDLE) {
            // the next step
        }
    }

    /** Folds once in one shard. */
    public void foldShard(short shard) {
        folder.foldShard(shard, Duration.ZERO).await().indefinitely();
    }

    /** The last ledger told of each sale, with its version, by sale. */
    public Map<Long, LedgerEvent> told() {
        Map<Long, LedgerEvent> told = new TreeMap<>();
        for (Row row : pool.query("SELECT body FROM feed_inbox ORDER BY id")
                .execute()
                .await()
                .indefinitely()) {
            LedgerEvent event = event(row);
            LedgerEvent before = told.put(event.getSaleId(), event);
            assertThat(event.getVersion())
                    .as("version of sale %s", event.getSaleId())
                    .isEqualTo(before == null ? 1 : before.getVersion() + 1);
        }
        return told;
    }

    /** As {@link #told}, without versions and what it was made from: what a rebuild must reproduce. */
    public Map<Long, LedgerEvent> contents() {
        Map<Long, LedgerEvent> contents = told();
        contents.replaceAll((sale, event) ->
                event.toBuilder().clearVersion().clearMadeFrom().build());
        return contents;
    }

    /** The trace of the last event told, by its key. */
    public Map<String, String> traceparents() {
        Map<String, String> traceparents = new TreeMap<>();
        pool.query("SELECT key, traceparent FROM feed_inbox ORDER BY id")
                .execute()
                .await()
                .indefinitely()
                .forEach(row -> traceparents.put(row.getString(0), row.getString(1)));
        return traceparents;
    }

    /** Runs a statement. */
    public long number(String sql) {
        return pool.query(sql)
                .execute()
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0);
    }

    /** Runs a statement. */
    public void run(String sql) {
        pool.query(sql).execute().await().indefinitely();
    }

    /** Marks every unit that has a sale or touch, as an operator might. */
    public void markEverybody() {
        List<Long> units = new ArrayList<>();
        pool.query("SELECT unit FROM sale UNION SELECT unit FROM touch")
                .execute()
                .await()
                .indefinitely()
                .forEach(row -> units.add(row.getLong(0)));
        pool.withTransaction(tx -> directory.markForFacts(tx, units)).await().indefinitely();
    }

    public void assertInvariants() {
        invariants.invariants().forEach(invariant -> {
            Instant start = Instant.now();
            var result = invariant.check(pool).await().indefinitely();
            LOG.debugf(
                    "Invariant checked name=%s examined=%d ms=%d",
                    invariant.name(),
                    result.getExamined(),
                    Duration.between(start, Instant.now()).toMillis());
            assertThat(result.getViolations())
                    .as("%s %s", invariant.name(), result.getSamplesList())
                    .isZero();
        });
    }

    public Map<String, Long> figures() {
        Map<String, Long> figures = new TreeMap<>();
        for (Figure figure : invariants.figures(pool).await().indefinitely()) {
            figures.put(figure.getName(), figure.getValue());
        }
        return figures;
    }

    private static LedgerEvent event(Row row) {
        try {
            return LedgerEvent.parseFrom(row.getBuffer(0).getBytes());
        } catch (InvalidProtocolBufferException broken) {
            throw new AssertionError(broken);
        }
    }
}
