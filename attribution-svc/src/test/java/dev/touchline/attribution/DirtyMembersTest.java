package dev.touchline.attribution;

import static dev.touchline.attribution.testing.Told.campaign;
import static dev.touchline.attribution.testing.Told.member;
import static dev.touchline.attribution.testing.Told.sale;
import static dev.touchline.attribution.testing.Told.sms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.attribution.testing.Attribution;
import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.kittest.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * No mark is lost and no person is folded twice at once, while projectors tell facts, merge and split members, and two
 * folders fold, all at the same time on a handful of members. The proof at the end: everybody is folded once more, and not
 * one ledger changes.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DirtyMembersTest {

    private static final int MEMBERS = 4;
    private static final int SALES = 12;
    private static final int ROUNDS = 150;

    @Inject
    Attribution attribution;

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

    @Test
    void marks_setWhileFoldersClaim_areNeverLost() throws Exception {
        List<Future<?>> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            writers.add(threads.submit(sales(writer)));
        }
        writers.add(threads.submit(touches()));

        foldWhile(writers);

        assertNothingIsStale();
    }

    @Test
    void mergesAndSplits_whileFoldersClaim_leaveNoStaleLedger() throws Exception {
        List<Future<?>> writers = new ArrayList<>();
        for (int writer = 0; writer < 2; writer++) {
            writers.add(threads.submit(sales(writer)));
        }
        writers.add(threads.submit(touches()));
        writers.add(threads.submit(merges()));

        foldWhile(writers);

        assertNothingIsStale();
    }

    @Test
    void campaigns_changingWhileTouchesArrive_leaveNoStaleLedger() throws Exception {
        List<Future<?>> writers = new ArrayList<>();
        writers.add(threads.submit(sales(0)));
        writers.add(threads.submit(touches()));
        writers.add(threads.submit(campaigns()));

        foldWhile(writers);

        assertNothingIsStale();
    }

    private void foldWhile(List<Future<?>> writers) throws Exception {
        List<Future<?>> folders = new ArrayList<>();
        for (int folder = 0; folder < 2; folder++) {
            folders.add(threads.submit(() -> {
                while (telling.get()) {
                    attribution.fold();
                }
            }));
        }
        for (Future<?> writer : writers) {
            writer.get();
        }
        telling.set(false);
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

    /** Sales of its own, each told many times: first without a buyer, then refunded a fen more each time. */
    private Callable<Void> sales(int writer) {
        return () -> {
            for (int round = 1; round <= ROUNDS; round++) {
                List<FeedEvent> events = new ArrayList<>();
                for (int i = 0; i < SALES / 4; i++) {
                    int sale = 1 + writer * (SALES / 4) + i;
                    long buyer = round < ROUNDS / 2 && i == 0 ? 0 : 1 + (sale + writer) % MEMBERS;
                    events.add(sale(sale, round, buyer, 500, 10_000, round));
                }
                tell(events);
            }
            return null;
        };
    }

    private Callable<Void> touches() {
        return () -> {
            for (int touch = 1; touch <= ROUNDS; touch++) {
                tell(List.of(sms(touch, "c", 1 + touch % MEMBERS, touch % 600)));
            }
            return null;
        };
    }

    private Callable<Void> merges() {
        return () -> {
            for (int round = 1; round <= ROUNDS; round++) {
                int id = 2 + round % (MEMBERS - 1);
                tell(List.of(member(id, (round / 3) % 2 == 0 ? 1 : id, round)));
            }
            return null;
        };
    }

    private Callable<Void> campaigns() {
        return () -> {
            for (int round = 2; round <= ROUNDS; round++) {
                tell(List.of(campaign("c", round % 2 == 0 ? 400 : 1_000, round)));
            }
            return null;
        };
    }

    private void tell(List<FeedEvent> events) {
        attribution.tell(attribution.handler(events.get(0)), events);
    }
}
