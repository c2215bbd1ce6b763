package dev.touchline.kit.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.touchline.kit.peer.FeedClient;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.operations.v1.CheckInvariantsRequest;
import dev.touchline.operations.v1.InvariantResult;
import dev.touchline.operations.v1.OperationsService;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A feed of tiny partitions that are kept for a moment, while six writers, two sequencers, two replicas of the upkeep and readers are
 * at it. The comment at each test says which line it guards.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class FeedUpkeepTest {

    private static final int WRITERS = 6;
    private static final int WRITES = 200;
    private static final int KEYS = 400;

    private static final String NEXT_VERSION =
            """
            INSERT INTO entity (key, version) VALUES ($1, 1)
            ON CONFLICT (key) DO UPDATE SET version = entity.version + 1 RETURNING version
            """;

    private static final String EVENTS_IN_ORDER =
            "SELECT key, version, convert_from(body, 'UTF8')::bigint FROM feed ORDER BY part, pos";

    @Inject
    Pool pool;

    @Inject
    FeedInbox inbox;

    @Inject
    FeedSequencer sequencer;

    @Inject
    FeedUpkeep upkeep;

    @Inject
    FeedPartitions partitions;

    @Inject
    FeedCursors cursors;

    @Inject
    FeedConfig config;

    @Inject
    FeedClient peers;

    @Inject
    RecordingHandler handler;

    @GrpcClient("member-svc")
    OperationsService operations;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger writing = new AtomicInteger();
    private final AtomicInteger upkeeps = new AtomicInteger();
    private final AtomicBoolean keepingUp = new AtomicBoolean();

    @BeforeEach
    void emptyFeedOfTinyPartitions() {
        empty();
        cursors.create(pool, handler.feed()).await().indefinitely();
        finishUpkeep();
    }

    private void empty() {
        query("DO $$ DECLARE old text; BEGIN FOR old IN SELECT relname FROM pg_class WHERE relkind = 'r'"
                + " AND relname ~ '^feed_[0-9]+$' LOOP EXECUTE 'DROP TABLE ' || old; END LOOP; END $$");
        query("TRUNCATE entity, applied, feed_inbox, feed_cursor, feed_repeat");
        query("UPDATE feed_head SET last = 0, first = 1, repeat_until = 0, repeat_seen = 0");
    }

    @AfterEach
    void stopThreadsAndRestoreTheFeed() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        empty();
        query("CREATE TABLE feed_000 PARTITION OF feed FOR VALUES FROM (1) TO (10000001)"); // as other tests expect
    }

    // Guards STRIKE_NEWER in FeedRepeats, and "FOR UPDATE" in its LOCK_HEAD.
    @Test
    void feed_whosePartitionsAreDetachedUnderLoad_isDenseAndEndsWithTheLastVersionOfEveryEntity() throws Exception {
        startWriters();
        startSequencers();
        startUpkeep(2);

        while (writing.get() > 0) {
            assertDense();
        }
        finish();

        assertDense();
        assertThat(first()).isGreaterThan(1);
        assertThat(lastTold()).isEqualTo(entities());
    }

    // Guards that FeedUpkeep.retire asks FeedRepeats first: entities that did not change would be forgotten.
    @Test
    void reader_thatRebuildsAfterDetaching_hasExactlyTheSameState() throws Exception {
        startWriters();
        startSequencers();
        startUpkeep(1);
        startReaders();
        finish();
        await().atMost(3, TimeUnit.MINUTES).until(this::cursorsAtHeads);
        Map<String, Long> before = lastApplied();

        query("TRUNCATE applied");
        query("UPDATE feed_cursor SET epoch = '', position = 0");
        await().atMost(3, TimeUnit.MINUTES).until(this::cursorsAtHeads);

        assertThat(first()).isGreaterThan(1);
        assertThat(before).isEqualTo(entities());
        assertThat(lastApplied()).isEqualTo(before);
    }

    // Guards that FeedReader.refuseGap knows the feed's first position.
    @Test
    void reader_thatIsBehindADetachedPartition_goesOnAtTheFirstPosition() {
        for (int i = 0; i < 5; i++) {
            write("same");
        }
        sequence();
        short part = FeedInbox.partition("same");
        FeedReader reader = reader(part);
        reader.readOnce().await().indefinitely();
        reader.readOnce().await().indefinitely();
        for (int i = 0; i < 30; i++) {
            write("same");
        }
        sequence();
        fill();
        await().atMost(3, TimeUnit.MINUTES).pollInterval(Duration.ofMillis(5)).until(() -> upkept() && first() > 6);

        reader.readOnce().await().indefinitely();

        assertThat(lastApplied()).containsEntry("same", 35L);
    }

    @Test
    void reader_thatMissesAnEventAfterTheFirstPosition_stillStops() {
        write("same");
        sequence();
        short part = FeedInbox.partition("same");
        reader(part).readOnce().await().indefinitely();
        query("INSERT INTO feed SELECT part, 3, key, body, traceparent, recorded_at, 2 FROM feed");

        assertThatThrownBy(() -> {
                    reader(part).readOnce().await().indefinitely();
                    reader(part).readOnce().await().indefinitely();
                })
                .isInstanceOf(FeedGapException.class);
    }

    @Test
    void density_afterDetaching_holdsUntilAPositionIsMissing() {
        fill();
        await().atMost(3, TimeUnit.MINUTES).pollInterval(Duration.ofMillis(5)).until(() -> upkept() && first() > 1);
        assertThat(density().getViolations()).isZero();
        assertThat(density().getExamined()).isPositive();

        query("DELETE FROM feed WHERE pos = (SELECT first FROM feed_head WHERE part = 3) AND part = 3");

        assertThat(density().getViolations()).isEqualTo(1);
    }

    // Guards DO_NOT_WAIT in FeedPartitions: the sequencer would wait for the check.
    @Test
    void detaching_whileSomebodyReadsTheWholeFeed_givesUpAndHoldsNobodyUp() {
        fill();
        long first = first();
        pool.withTransaction(tx -> tx.query("SELECT count(*) FROM feed")
                        .execute()
                        .emitOn(threads)
                        .invoke(() -> {
                            await().atMost(3, TimeUnit.MINUTES)
                                    .pollInterval(Duration.ofMillis(5))
                                    .until(this::refused);
                            write("same");
                            sequence();
                        }))
                .await()
                .indefinitely();

        assertThat(first()).isEqualTo(first);
        await().atMost(3, TimeUnit.MINUTES).pollInterval(Duration.ofMillis(5)).until(() -> upkept() && first() > first);
    }

    /** Whether detaching gave up. */
    private boolean refused() {
        try {
            upkeep.step().await().indefinitely();
            return false;
        } catch (PgException failure) {
            return FeedPartitions.inUse(failure);
        }
    }

    /**
     * One step of the upkeep. Not all there are: partitions as tiny as these grow old while their entities are told again, and on
     * a slow machine there is always another one to detach.
     */
    private boolean upkept() {
        upkeep.step().await().indefinitely();
        return true;
    }

    private long first() {
        return number("SELECT min(first) FROM feed_head");
    }

    /** Brings every part past the first partition. */
    private void fill() {
        for (int nr = 0; number("SELECT min(last) FROM feed_head") < 20; nr++) {
            for (int i = 0; i < 100; i++) {
                write("filler-" + nr + "-" + i);
            }
            sequence();
        }
    }

    private InvariantResult density() {
        return operations
                .checkInvariants(CheckInvariantsRequest.getDefaultInstance())
                .await()
                .indefinitely()
                .getResults(0);
    }

    private void assertDense() {
        assertThat(
                        number(
                                """
                        SELECT count(*) FROM (
                            SELECT pos - lag(pos, 1, (SELECT first - 1 FROM feed_head WHERE part = feed.part))
                                         OVER (PARTITION BY part ORDER BY pos) AS step FROM feed) AS steps
                        WHERE step <> 1
                        """))
                .isZero();
    }

    private Map<String, Long> entities() {
        return versions("SELECT key, version FROM entity ORDER BY key");
    }

    private Map<String, Long> lastTold() {
        assertThat(number("SELECT count(*) FROM (" + EVENTS_IN_ORDER + ") AS told (key, version, body)"
                        + " WHERE version <> body"))
                .isZero();
        return versions(EVENTS_IN_ORDER);
    }

    private Map<String, Long> lastApplied() {
        return versions("SELECT key, version FROM applied ORDER BY nr");
    }

    private Map<String, Long> versions(String sql) {
        Map<String, Long> versions = new HashMap<>();
        pool.query(sql).execute().await().indefinitely().forEach(row -> versions.put(row.getString(0), row.getLong(1)));
        return versions;
    }

    private boolean cursorsAtHeads() {
        return number("SELECT count(*) FROM feed_cursor JOIN feed_head USING (part) WHERE position = last"
                        + " AND epoch = (SELECT epoch FROM feed_epoch)")
                == FeedInbox.PARTITIONS;
    }

    /** Some entities change all the time, most of them once or twice. */
    private void startWriters() {
        writing.set(WRITERS);
        for (int writer = 0; writer < WRITERS; writer++) {
            Random random = new Random(writer);
            threads.submit(() -> {
                for (int i = 0; i < WRITES; i++) {
                    write("key-" + (random.nextBoolean() ? random.nextInt(10) : random.nextInt(KEYS)));
                }
                return writing.decrementAndGet();
            });
        }
    }

    private void write(String key) {
        pool.withTransaction(tx -> tx.preparedQuery(NEXT_VERSION)
                        .execute(Tuple.of(key))
                        .map(rows -> rows.iterator().next().getLong(0))
                        .chain(version -> inbox.append(
                                tx,
                                List.of(new NewEvent(
                                        key, version, Long.toString(version).getBytes(StandardCharsets.UTF_8), "")))))
                .await()
                .indefinitely();
    }

    private void startSequencers() {
        for (int replica = 0; replica < 2; replica++) {
            repeatedly(() ->
                    sequencer.drain().onFailure().recoverWithItem(0).await().indefinitely());
        }
    }

    private void startUpkeep(int replicas) {
        keepingUp.set(true);
        for (int replica = 0; replica < replicas; replica++) {
            upkeeps.incrementAndGet();
            threads.submit(() -> {
                while (keepingUp.get()) {
                    upkeep.step().onFailure().recoverWithItem(false).await().indefinitely();
                }
                return upkeeps.decrementAndGet();
            });
        }
    }

    private void startReaders() {
        for (short part = 0; part < FeedInbox.PARTITIONS; part++) {
            FeedReader reader = reader(part);
            repeatedly(() -> reader.readOnce()
                    .onFailure()
                    .recoverWithItem(OptionalInt.empty())
                    .await()
                    .indefinitely());
        }
    }

    private void repeatedly(Runnable work) {
        threads.submit(() -> {
            while (!Thread.interrupted()) {
                work.run();
            }
        });
    }

    private FeedReader reader(short part) {
        return new FeedReader(pool, cursors, peers, handler, config, part, new Turns(1, () -> false));
    }

    /** Until all is written and in the feed; the upkeep is over then. */
    private void finish() {
        await().atMost(3, TimeUnit.MINUTES)
                .until(() -> writing.get() == 0 && number("SELECT count(*) FROM feed_inbox") == 0 && first() > 1);
        keepingUp.set(false);
        await().atMost(3, TimeUnit.MINUTES).until(() -> upkeeps.get() == 0);
    }

    /** A tiny partition fills faster than two are made ahead: they are made meanwhile. */
    private void sequence() {
        while (number("SELECT count(*) FROM feed_inbox") > 0) {
            sequencer.drain().onFailure().recoverWithItem(0).await().indefinitely();
            upkeep.step().onFailure().recoverWithItem(false).await().indefinitely();
        }
    }

    private void finishUpkeep() {
        while (upkeep.step().await().indefinitely()) {
            // the next step
        }
    }

    private long number(String sql) {
        Object value = pool.query(sql)
                .execute()
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getValue(0);
        return value == null ? 0 : ((Number) value).longValue();
    }

    private void query(String sql) {
        pool.query(sql).execute().await().indefinitely();
    }
}
