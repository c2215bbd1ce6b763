package dev.touchline.kit.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.feed.v1.ReadFeedRequest;
import dev.touchline.kit.peer.FeedClient;
import dev.touchline.kittest.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The promises of a feed, each under concurrent, slow and rolled-back writers, two sequencers and two readers. Every one
 * was seen to fail when the line that keeps it was broken; the comment at each test says which.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class FeedTest {

    private static final int WRITERS = 6;
    private static final int WRITES = 150;
    private static final int KEYS = 40;

    private static final String NEXT_VERSION =
            """
            INSERT INTO entity (key, version) VALUES ($1, 1)
            ON CONFLICT (key) DO UPDATE SET version = entity.version + 1 RETURNING version
            """;

    @Inject
    Pool pool;

    @Inject
    FeedInbox inbox;

    @Inject
    FeedSequencer sequencer;

    @Inject
    FeedCursors cursors;

    @Inject
    FeedConfig config;

    @Inject
    FeedEpoch epoch;

    @Inject
    FeedClient peers;

    @Inject
    RecordingHandler handler;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean writing = new AtomicBoolean();

    @BeforeEach
    void empty() {
        handler.failEvery(0);
        query("TRUNCATE entity, applied, feed_inbox, feed, feed_cursor");
        query("UPDATE feed_head SET last = 0");
        cursors.create(pool, handler.feed()).await().indefinitely();
    }

    @AfterEach
    void stopThreads() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    // Fails with "id" instead of "last + row_number() OVER (PARTITION BY part ORDER BY id)" in FeedSequencer.MOVE: ids
    // of transactions that
    // were rolled back are missing, and a reader stops at the first gap.
    @Test
    void positions_withSlowAndRolledBackWriters_areDenseAndCompleteAtAnyTime() throws Exception {
        Future<Integer> committed = startWriters();
        startSequencers(2);

        while (writing.get()) {
            assertDense();
        }
        sequenceAll();

        assertDense();
        assertThat(number("SELECT count(*) FROM feed"))
                .isEqualTo(committed.get().longValue());
        assertThat(number("SELECT sum(version) FROM entity"))
                .isEqualTo(committed.get().longValue());
    }

    // Fails with "OVER (PARTITION BY part ORDER BY random())" in FeedSequencer.MOVE: versions of one key change places
    // within a batch.
    @Test
    void eventsOfOneKey_fromManyWriters_stayInTheOrderOfTheirVersions() throws Exception {
        Future<Integer> committed = startWriters();
        startSequencers(2);
        committed.get();
        sequenceAll();

        long disordered = number(
                """
                SELECT count(*) FROM (
                    SELECT convert_from(body, 'UTF8')::bigint AS version,
                           row_number() OVER (PARTITION BY key ORDER BY part, pos) AS nr FROM feed) AS placed
                WHERE version <> nr
                """);

        assertThat(disordered).isZero();
    }

    // Fails without FOR UPDATE in FeedCursors.LOCK_IF_FREE: two replicas read the cursor at the same place and both
    // apply.
    @Test
    void cursor_withTwoReplicasAndFailingBatches_appliesEveryEventOnce() throws Exception {
        handler.failEvery(5);
        Future<Integer> committed = startWriters();
        startSequencers(2);
        startReaders(2);
        int events = committed.get();
        sequenceAll();

        await().atMost(3, TimeUnit.MINUTES).until(this::cursorsAtHeads);

        assertThat(number("SELECT count(*) FROM applied")).isEqualTo(events);
        assertThat(number("SELECT count(DISTINCT (key, version)) FROM applied")).isEqualTo(events);
    }

    // Fails when FeedReader.restart skips handler.forget(tx): what the lost owner said stays for ever.
    // Fails, too, without FOR UPDATE in FeedCursors.LOCK_IF_FREE.
    @Test
    void reader_whenTheEpochChanges_forgetsAndRebuildsFromZero() throws Exception {
        startWriters().get();
        sequenceAll();
        startReaders(2);
        await().atMost(3, TimeUnit.MINUTES).until(this::cursorsAtHeads);
        String before = epoch.current().await().indefinitely();

        restoreTheOwnerFromAnOldCopy();

        await().atMost(3, TimeUnit.MINUTES)
                .until(() -> cursorsAtHeads() && number("SELECT count(*) FROM applied WHERE key = 'after'") == 1);
        assertThat(epoch.current().await().indefinitely()).isNotEqualTo(before);
        assertThat(number("SELECT count(*) FROM applied")).isEqualTo(number("SELECT count(*) FROM feed"));
    }

    // Guards "database" in FeedEpoch.RENEW_IF_MOVED.
    @Test
    void epoch_afterARestoreIntoTheSameCluster_isNewAndIdsGivenOutSinceAreLeftOut() {
        String before = epoch.current().await().indefinitely();
        query("UPDATE feed_epoch SET database = 0");
        long givenOut = number("SELECT nextval('feed_inbox_id_seq')");

        epoch.settle();

        assertThat(epoch.current().await().indefinitely()).isNotEqualTo(before);
        assertThat(number("SELECT nextval('feed_inbox_id_seq')")).isGreaterThan(givenOut + 1);
    }

    @Test
    void epoch_afterAnOrdinaryRestart_staysAndSoDoIds() {
        String before = epoch.current().await().indefinitely();
        long givenOut = number("SELECT nextval('feed_inbox_id_seq')");

        epoch.settle();

        assertThat(epoch.current().await().indefinitely()).isEqualTo(before);
        assertThat(number("SELECT nextval('feed_inbox_id_seq')")).isEqualTo(givenOut + 1);
    }

    @Test
    void numberFeed_givesEventsOfAnOlderReleaseTheVersionsTheyWouldHaveHad() throws Exception {
        startWriters().get();
        sequencer.drain().await().indefinitely();
        query("UPDATE feed SET version = 0 WHERE pos % 3 = 0");
        query("UPDATE feed_inbox SET version = 0");
        query("SELECT number_feed()");

        assertThat(number("SELECT count(*) FROM (SELECT version, body FROM feed UNION ALL SELECT version, body FROM"
                        + " feed_inbox) AS event WHERE version <> convert_from(body, 'UTF8')::bigint"))
                .isZero();
    }

    // Guards that FeedEpoch does not remember for ever.
    @Test
    void epoch_afterAFailOver_isNoticedByAServiceThatGoesOn() {
        FeedEpoch running = new FeedEpoch(pool, Duration.ofMillis(200));
        String before = running.current().await().indefinitely();
        query("UPDATE feed_epoch SET timeline = 0");

        await().atMost(1, TimeUnit.MINUTES)
                .until(() -> !running.current().await().indefinitely().equals(before));
        epoch.settle();
    }

    // Fails with a fixed distance instead of the time in leave_out_ids: both restores then go on at the same id.
    @Test
    void ids_afterTwoRestoresFromTheSameCopy_areNotGivenOutAgain() {
        String nextId = "SELECT nextval(pg_get_serial_sequence('feed_inbox', 'id'))";
        long inTheCopy = number(nextId);
        query("UPDATE feed_epoch SET epoch = 'restored'");
        long between = number(nextId);
        query("SELECT setval(pg_get_serial_sequence('feed_inbox', 'id'), " + inTheCopy + ")");

        query("UPDATE feed_epoch SET epoch = 'restored again'");

        assertThat(number(nextId)).isGreaterThan(between);
        epoch.settle();
    }

    @Test
    void epoch_afterAFailedStart_isSettledAtTheNextUse() {
        query("ALTER TABLE feed_epoch RENAME TO feed_epoch_away");
        epoch.settle();
        assertThatThrownBy(() -> epoch.current().await().indefinitely()).isInstanceOf(PgException.class);
        query("ALTER TABLE feed_epoch_away RENAME TO feed_epoch");

        assertThat(epoch.current().await().indefinitely()).isNotEmpty();
    }

    @Test
    void page_ofLargeEvents_endsBeforeFourMebibytesButHoldsAtLeastOne() {
        query("INSERT INTO feed SELECT 0, pos, 'large', convert_to(repeat('x', 3 << 20), 'UTF8'), '', now(), 1"
                + " FROM generate_series(1, 3) AS pos");

        List<Long> positions = handler
                .source()
                .readFeed(ReadFeedRequest.newBuilder().setAfter(0).build())
                .await()
                .indefinitely()
                .getEventsList()
                .stream()
                .map(FeedEvent::getPosition)
                .toList();

        assertThat(positions).containsExactly(1L);
    }

    // Fails (waits until the lock is gone) without SKIP LOCKED in FeedCursors.LOCK_IF_FREE.
    @Test
    void reader_ofAPartitionThatAnotherApplies_leavesItAtOnce() {
        short part = partitionOfOneEvent();
        SqlConnection other = pool.getConnection().await().indefinitely();
        Transaction applying = other.begin().await().indefinitely();
        cursors.lockIfFree(other, handler.feed(), part).await().indefinitely();

        OptionalInt meanwhile = reader(part).readOnce().await().atMost(Duration.ofSeconds(5));
        applying.rollback().await().indefinitely();
        other.close().await().indefinitely();

        assertThat(meanwhile).isEmpty();
        assertThat(reader(part).readOnce().await().indefinitely()).hasValue(1);
    }

    @Test
    void reader_ofAFeedWithAGap_stopsWithAnError() {
        short part = partitionOfOneEvent();
        query("INSERT INTO feed SELECT part, 3, key, body, traceparent, recorded_at, 2 FROM feed");

        assertThatThrownBy(() -> reader(part).readOnce().await().indefinitely())
                .isInstanceOf(FeedGapException.class)
                .hasMessageContaining("position 3 (expected: 2)");
    }

    /** One event is in its feed, and readers of its partition know the epoch. */
    private short partitionOfOneEvent() {
        writeOnce("first");
        sequenceAll();
        short part = FeedInbox.partition("first");
        reader(part).readOnce().await().indefinitely();
        return part;
    }

    /** Half of the feed is gone, the cluster is another one, and the owner goes on writing. */
    private void restoreTheOwnerFromAnOldCopy() {
        query("UPDATE feed_epoch SET system_identifier = 0");
        query("DELETE FROM feed WHERE pos > (SELECT last / 2 FROM feed_head AS head WHERE head.part = feed.part)");
        query("UPDATE feed_head SET last = last / 2");
        writeOnce("after");
        sequenceAll();
        epoch.settle();
    }

    private boolean cursorsAtHeads() {
        return number("SELECT count(*) FROM feed_cursor JOIN feed_head USING (part) WHERE position = last"
                        + " AND epoch = (SELECT epoch FROM feed_epoch)")
                == FeedInbox.PARTITIONS;
    }

    private void assertDense() {
        assertThat(number(
                        "SELECT count(*) FROM (SELECT pos - lag(pos, 1, 0::bigint) OVER (PARTITION BY part ORDER BY pos)"
                                + " AS step FROM feed) AS steps WHERE step <> 1"))
                .isZero();
    }

    private Future<Integer> startWriters() {
        writing.set(true);
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            Random random = new Random(writer);
            writers.add(() -> {
                int committed = 0;
                for (int i = 0; i < WRITES; i++) {
                    committed += write(random, "key-" + random.nextInt(KEYS)) ? 1 : 0;
                }
                return committed;
            });
        }
        return threads.submit(() -> {
            int committed = 0;
            for (Future<Integer> writer : threads.invokeAll(writers)) {
                committed += writer.get();
            }
            writing.set(false);
            return committed;
        });
    }

    private void writeOnce(String key) {
        Random random = new Random(1);
        boolean written = false;
        while (!written) {
            written = write(random, key);
        }
    }

    /** Locks and changes an entity, appends its event, dawdles, and sometimes thinks better of it. */
    private boolean write(Random random, String key) {
        boolean commit = random.nextInt(5) != 0;
        double seconds = random.nextInt(4) == 0 ? 0.02 : 0;
        try {
            pool.withTransaction(tx -> tx.preparedQuery(NEXT_VERSION)
                            .execute(Tuple.of(key))
                            .map(rows -> rows.iterator().next().getLong(0))
                            .chain(version -> inbox.append(tx, List.of(event(key, version))))
                            .chain(() -> dawdle(tx, seconds, commit)))
                    .await()
                    .indefinitely();
            return true;
        } catch (IllegalStateException thoughtBetter) {
            return false;
        }
    }

    private static Uni<Void> dawdle(SqlConnection tx, double seconds, boolean commit) {
        return tx.preparedQuery("SELECT pg_sleep($1)")
                .execute(Tuple.of(seconds))
                .replaceWithVoid()
                .invoke(() -> {
                    if (!commit) {
                        throw new IllegalStateException("Rolled back");
                    }
                });
    }

    private static NewEvent event(String key, long version) {
        return new NewEvent(key, version, Long.toString(version).getBytes(StandardCharsets.UTF_8), "");
    }

    private void startSequencers(int replicas) {
        for (int replica = 0; replica < replicas; replica++) {
            threads.submit(() -> {
                while (!Thread.interrupted()) {
                    sequencer.drain().await().indefinitely();
                }
            });
        }
    }

    private void sequenceAll() {
        while (number("SELECT count(*) FROM feed_inbox") > 0) {
            sequencer.drain().await().indefinitely();
        }
    }

    private void startReaders(int replicas) {
        for (int replica = 0; replica < replicas; replica++) {
            for (short part = 0; part < FeedInbox.PARTITIONS; part++) {
                FeedReader reader = reader(part);
                threads.submit(() -> {
                    while (!Thread.interrupted()) {
                        reader.readOnce()
                                .onFailure()
                                .recoverWithItem(OptionalInt.empty())
                                .await()
                                .indefinitely();
                    }
                });
            }
        }
    }

    private FeedReader reader(short part) {
        return new FeedReader(pool, cursors, peers, handler, config, part, new Turns(1, () -> false));
    }

    private long number(String sql) {
        Row row = pool.query(sql).execute().await().indefinitely().iterator().next();
        return row.getValue(0) == null ? 0 : ((Number) row.getValue(0)).longValue();
    }

    private void query(String sql) {
        pool.query(sql).execute().await().indefinitely();
    }
}
