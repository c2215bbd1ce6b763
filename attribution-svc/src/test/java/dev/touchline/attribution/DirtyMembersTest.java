package dev.touchline.attribution;

import static dev.touchline.attribution.testing.Told.campaign;
import static dev.touchline.attribution.testing.Told.member;
import static dev.touchline.attribution.testing.Told.sale;
import static dev.touchline.attribution.testing.Told.sms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchline.attribution.dirty.DirtyMembers;
import dev.touchline.attribution.dirty.Members;
import dev.touchline.attribution.testing.Attribution;
import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.kit.shard.Shard;
import dev.touchline.kittest.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * No mark is lost and no person is folded twice at once, while projectors tell facts, merge and split members, and two
 * folders fold, all at the same time in one shard. The proof at the end: everybody is folded once more, and not one ledger
 * changes. The comment at each test says which line was broken to see it fail.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DirtyMembersTest {

    private static final short SHARD = 5;
    private static final int WRITERS = 4;
    private static final int ROUNDS = 150;

    @Inject
    Attribution attribution;

    @Inject
    Members directory;

    @Inject
    DirtyMembers dirty;

    @Inject
    Pool pool;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean telling = new AtomicBoolean(true);

    @BeforeEach
    void empty() {
        attribution.empty();
        attribution.tell(campaign("c", 1_000, 1));
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    // Fails with claim and load in one statement (RETURNING d.member, (SELECT array_agg(body) FROM sale …) in
    // DirtyMembers.CLAIM_SOME): facts committed while the claim ran are not seen.
    @Test
    void marks_setWhileFoldersClaim_areNeverLost() throws Exception {
        long[] members = members(300);
        List<Future<?>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            writers.add(threads.submit(sales(writer, members)));
        }

        foldWhile(writers);

        assertNothingIsStale();
    }

    // Fails without marks.add(from) in MemberProjector.markMove: two folders fold a member that changes person at once.
    @Test
    void mergesAndSplits_whileFoldersClaim_leaveNoStaleLedger() throws Exception {
        long[] members = members(4);
        List<Future<?>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            writers.add(threads.submit(sales(writer, members)));
        }
        writers.add(threads.submit(touches(members)));
        writers.add(threads.submit(merges(members)));

        foldWhile(writers);

        assertNothingIsStale();
    }

    // Fails without LOCK TABLE in Campaigns.EXCLUDE_TOUCHES: a touch that is not committed yet is missed by the
    // campaign's
    // marks, and folded with the campaign as it was.
    @Test
    void campaigns_changingWhileTouchesArrive_leaveNoStaleLedger() throws Exception {
        long[] members = members(600);
        List<Future<?>> writers = new ArrayList<>();
        AtomicInteger arriving = new AtomicInteger(2);
        for (int part = 0; part < 2; part++) {
            writers.add(threads.submit(newcomers(part, members, arriving)));
        }
        writers.add(threads.submit(campaigns(arriving)));

        foldWhile(writers);

        assertNothingIsStale();
    }

    @Test
    void whoCannotBeFolded_waitsAndStopsNobodyElse() {
        long[] members = members(3);
        for (long member : members) {
            tell(List.of(sale(member, 1, member, 500, 10_000)));
        }
        attribution.run("UPDATE sale SET body = '\\xff' WHERE sale = " + members[0]);

        assertThat(attribution.fold()).as("the others").isEqualTo(2);

        assertThat(attribution.number("SELECT member FROM dirty WHERE since <= now() AND not_before > now()"))
                .isEqualTo(members[0]);
        tell(List.of(sale(members[0], 2, members[0], 500, 10_000)));
        attribution.run("UPDATE dirty SET not_before = now() - interval '1 minute'");
        assertThat(attribution.fold()).as("when the pause is over").isOne();
    }

    // Fails without LOCK_FOR_FACTS in Members.markForFacts.
    @Test
    void membersOfFactsBeingTold_cannotBeMergedMeanwhile() {
        attribution.tell(member(7, 7, 1));

        assertThatThrownBy(() -> pool.withTransaction(
                                tx -> directory.markForFacts(tx, List.of(7L)).chain(() -> pool.query(
                                                "SELECT FROM member WHERE id = 7 FOR UPDATE NOWAIT")
                                        .execute()))
                        .await()
                        .indefinitely())
                .isInstanceOf(PgException.class)
                .hasMessageContaining("could not obtain lock");
    }

    // Fails without both conditions on since in DirtyMembers.CLAIM_SOME: each of many loops takes the few that were
    // marked
    // since the last one.
    @Test
    void claim_unlessTheOldestMarkIsOfThatAge_takesNobody() {
        long[] members = members(2);
        for (long member : members) {
            tell(List.of(sale(member, 1, member, 500, 10_000)));
        }
        attribution.collect();
        await(pool.query("UPDATE dirty SET since = since - interval '1 minute' WHERE member = " + members[1])
                .execute());

        Duration age = await(dirty.ages(pool)).get(SHARD);
        List<Long> tooYoung = await(pool.withTransaction(tx -> dirty.claim(tx, SHARD, Duration.ofMinutes(2))));
        List<Long> both = await(pool.withTransaction(tx -> dirty.claim(tx, SHARD, Duration.ofSeconds(50))));

        assertThat(age).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(90));
        assertThat(tooYoung).isEmpty();
        assertThat(both).containsExactlyInAnyOrder(members[0], members[1]);
    }

    // Waits for ever with markAndHold in SaleProjector instead of markForFacts.
    @Test
    void facts_thatComeWhileTheirPersonIsFolded_waitForNobodyAndAreFoldedAfterIt() throws Exception {
        long member = members(1)[0];
        tell(List.of(sale(1, 1, member, 500, 10_000)));
        attribution.collect();
        SqlConnection folder = await(pool.getConnection());
        try {
            Transaction folding = await(folder.begin());
            assertThat(await(dirty.claim(folder, SHARD, Duration.ZERO))).containsExactly(member);

            threads.submit(() -> tell(List.of(sale(2, 1, member, 500, 10_000)))).get(1, TimeUnit.MINUTES);
            assertThat(await(next())).as("for another folder").isEmpty();

            await(folding.commit());
        } finally {
            await(folder.close());
        }
        assertThat(await(next())).containsExactly(member);
    }

    // Fails with DO NOTHING in DirtyMembers.MARK: it is claimed and loaded while what moves has not moved yet.
    @Test
    void whoIsMarkedForAMove_isNotFoldedBeforeIt() {
        long member = members(1)[0];
        tell(List.of(sale(1, 1, member, 500, 10_000)));
        attribution.collect();

        List<Long> meanwhile = await(pool.withTransaction(
                tx -> directory.markAndHold(tx, List.of(member)).chain(this::next)));

        assertThat(meanwhile).isEmpty();
        assertThat(await(next())).containsExactly(member);
    }

    // Fails without "before < $2" in DirtyMembers.COLLECT: one statement would move whatever a campaign of millions
    // marks.
    @Test
    void marksOfMany_areCollectedPartByPart() {
        int most = DirtyMembers.COLLECT_MARKS;
        List<Long> units = LongStream.of(members(most + 1)).boxed().toList();
        await(pool.withTransaction(tx -> directory.markForFacts(tx, units)));

        await(dirty.collect(pool, SHARD));
        assertThat(attribution.number("SELECT count(*) FROM dirty")).isEqualTo(most);
        await(dirty.collect(pool, SHARD));

        assertThat(attribution.number("SELECT count(*) FROM dirty")).isEqualTo(most + 1);
        assertThat(attribution.number("SELECT count(*) FROM dirty_inbox")).isZero();
    }

    /** Whom a folder that begins now would fold. */
    private Uni<List<Long>> next() {
        return dirty.collect(pool, SHARD)
                .chain(() -> pool.withTransaction(tx -> dirty.claim(tx, SHARD, Duration.ZERO)));
    }

    private static <T> T await(Uni<T> work) {
        return work.await().indefinitely();
    }

    private void foldWhile(List<Future<?>> writers) throws Exception {
        List<Future<?>> folders = new ArrayList<>();
        for (int folder = 0; folder < 2; folder++) {
            folders.add(threads.submit(() -> {
                while (telling.get()) {
                    attribution.foldShard(SHARD);
                }
            }));
        }
        try {
            for (Future<?> writer : writers) {
                writer.get();
            }
        } finally {
            telling.set(false);
        }
        for (Future<?> folder : folders) {
            folder.get();
        }
        attribution.fold();
    }

    private void assertNothingIsStale() {
        attribution.assertInvariants();
        assertThat(attribution.number("SELECT count(*) FROM sale")).isPositive();
        attribution.markEverybody();
        assertThat(attribution.fold()).as("ledgers that were stale").isZero();
        attribution.told();
    }

    /** Forty sales at a time of a writer's own, each refunded a fen more than before; every sixth without a buyer first. */
    private Callable<Void> sales(int writer, long[] members) {
        return () -> {
            Random random = new Random(writer);
            for (int round = 1; round <= ROUNDS; round++) {
                List<FeedEvent> events = new ArrayList<>();
                for (int i : random.ints(40, 0, members.length).distinct().toArray()) {
                    boolean unknown = i % 6 == 0 && round < ROUNDS / 2;
                    events.add(sale(1 + writer + WRITERS * i, round, unknown ? 0 : members[i], 500, 10_000, round));
                }
                tell(events);
            }
            return null;
        };
    }

    /** Touches whose member turns out to be another, over and over. */
    private Callable<Void> touches(long[] members) {
        return () -> {
            for (int round = 1; round <= ROUNDS; round++) {
                tell(List.of(sms(1 + round % 30, round, "c", members[(round / 7) % members.length], round % 600)));
            }
            return null;
        };
    }

    private Callable<Void> merges(long[] members) {
        return () -> {
            for (int round = 1; round <= 2 * ROUNDS; round++) {
                long id = members[1 + round % (members.length - 1)];
                tell(List.of(member(id, (round / 3) % 2 == 0 ? members[0] : id, round)));
            }
            return null;
        };
    }

    /** Members with one sale and one touch each: no earlier touch has the campaign's marks include them. */
    private Callable<Void> newcomers(int part, long[] members, AtomicInteger arriving) {
        return () -> {
            for (int i = part; i < members.length; i += 2) {
                tell(List.of(sale(1 + i, 1, members[i], 500, 10_000)));
                tell(List.of(sms(1 + i, "c", members[i], 10)));
            }
            arriving.decrementAndGet();
            return null;
        };
    }

    private Callable<Void> campaigns(AtomicInteger arriving) {
        return () -> {
            for (int version = 2; arriving.get() > 0; version++) {
                tell(List.of(campaign("c", version % 2 == 0 ? 400 : 1_000, version)));
            }
            return null;
        };
    }

    private void tell(List<FeedEvent> events) {
        attribution.tell(attribution.handler(events.get(0)), events);
    }

    /** So many members of the one shard. */
    private static long[] members(int count) {
        return LongStream.iterate(1, id -> id + 1)
                .filter(id -> Shard.of(id) == SHARD)
                .limit(count)
                .toArray();
    }
}
