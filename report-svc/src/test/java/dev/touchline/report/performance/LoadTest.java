package dev.touchline.report.performance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageLite;
import dev.touchline.report.testing.Feeds;
import dev.touchline.report.testing.Limits;
import dev.touchline.report.testing.RandomFeeds;
import dev.touchline.report.testing.ReportDatabase;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** A demo's worth of events, one batch after the other: seconds, not minutes. The bounds are ten times what it takes. */
class LoadTest {

    private static final Logger LOG = Logger.getLogger(LoadTest.class);
    private static final int BATCH = 500;

    private final Pool pool = ReportDatabase.pool();

    @Test
    void thirtyThousandSalesAndFortyThousandTouches_areAppliedAndReportedWithinSeconds() {
        Feeds feeds = new Feeds(pool);
        feeds.forgetAll();
        RandomFeeds random = new RandomFeeds(7);

        Duration members = timed(feeds, random.members(20_000, 1));
        Duration touches = timed(feeds, random.touches(40_000, 1, 20_000));
        Duration sales = timed(feeds, random.sales(30_000, 1));
        Scope scope = new Scope(4, LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31), "", 0, 0, "");
        long begin = System.nanoTime();
        new CampaignReports(pool, Limits.rows(1_000)).report(scope).await().atMost(Duration.ofSeconds(30));
        Duration campaigns = Duration.ofNanos(System.nanoTime() - begin);
        begin = System.nanoTime();
        new MoneyReports(pool, Limits.rows(1_000))
                .report(scope, Split.DAY)
                .await()
                .atMost(Duration.ofSeconds(30));
        Duration days = Duration.ofNanos(System.nanoTime() - begin);

        LOG.infof(
                "Load applied members=%s touches=%s sales=%s campaignReport=%s dailyReport=%s",
                members, touches, sales, campaigns, days);
        assertThat(sales.plus(touches).plus(members)).isLessThan(Duration.ofSeconds(60));
        assertThat(campaigns.plus(days)).isLessThan(Duration.ofSeconds(10));
    }

    private static Duration timed(Feeds feeds, List<MessageLite> events) {
        long begin = System.nanoTime();
        for (int from = 0; from < events.size(); from += BATCH) {
            feeds.batch(events.subList(from, Math.min(events.size(), from + BATCH)));
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
