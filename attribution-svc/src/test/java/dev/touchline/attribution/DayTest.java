package dev.touchline.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.attribution.testing.Attribution;
import dev.touchline.attribution.testing.Told;
import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.kittest.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** A day of a middle-sized brand: 20,000 members, 40,000 touches, 30,000 orders, told by four threads, folded by two. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DayTest {

    private static final int BATCH = 500;

    @Inject
    Attribution attribution;

    @Test
    void aDay_toldAndFoldedBySeveralAtOnce_isWhole() throws Exception {
        attribution.empty();
        List<List<FeedEvent>> batches = day(new Random(1));

        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> tellers = new ArrayList<>();
        for (List<FeedEvent> batch : batches) {
            tellers.add(threads.submit(() -> attribution.tell(attribution.handler(batch.get(0)), batch)));
        }
        for (Future<?> teller : tellers) {
            teller.get();
        }
        List<Future<?>> folders = new ArrayList<>();
        for (int folder = 0; folder < 2; folder++) {
            folders.add(threads.submit(attribution::fold));
        }
        for (Future<?> folder : folders) {
            folder.get();
        }
        threads.shutdown();

        assertThat(attribution.figures()).containsEntry("orders", 30_000L);
        attribution.assertInvariants();
    }

    private static List<List<FeedEvent>> day(Random random) {
        List<List<FeedEvent>> batches = new ArrayList<>();
        List<FeedEvent> campaigns = new ArrayList<>();
        for (int campaign = 0; campaign < 20; campaign++) {
            campaigns.add(Told.campaign("c" + campaign, 600, 1));
        }
        batches.add(campaigns);
        batches(20_000, batches, id -> Told.member(id, id % 20 == 0 ? id - 1 : id, 1));
        batches(
                40_000,
                batches,
                id -> Told.sms(id, "c" + random.nextInt(20), 1 + random.nextInt(20_000), random.nextInt(300)));
        batches(
                30_000,
                batches,
                id -> Told.sale(
                        id,
                        1,
                        random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(20_000),
                        random.nextInt(600),
                        1 + random.nextInt(90_000)));
        Collections.shuffle(batches, random);
        return batches;
    }

    private static void batches(int count, List<List<FeedEvent>> batches, IntFunction<FeedEvent> event) {
        for (int first = 1; first <= count; first += BATCH) {
            List<FeedEvent> batch = new ArrayList<>();
            for (int id = first; id < first + BATCH; id++) {
                batch.add(event.apply(id));
            }
            batches.add(batch);
        }
    }
}
