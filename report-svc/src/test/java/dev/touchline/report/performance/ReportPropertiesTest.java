package dev.touchline.report.performance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageLite;
import dev.touchline.report.testing.Feeds;
import dev.touchline.report.testing.Limits;
import dev.touchline.report.testing.RandomFeeds;
import dev.touchline.report.testing.ReportDatabase;
import io.vertx.mutiny.sqlclient.Pool;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds of the reports whatever the feeds tell, and in whatever order they tell it. */
class ReportPropertiesTest {

    private static final int SALES = 40;
    private static final int TOUCHES = 60;
    private static final int MEMBERS = 15;

    private final Pool pool = ReportDatabase.pool();
    private final Feeds feeds = new Feeds(pool);
    private final CampaignReports campaigns = new CampaignReports(pool, Limits.rows(1_000));
    private final MoneyReports money = new MoneyReports(pool, Limits.rows(1_000));
    private final OwnerReports owners = new OwnerReports(pool, Limits.rows(1_000));

    // Fails without "WHERE … version < excluded.version" in any statement of Ledgers, Campaigns, People or
    // Partners, with any other choice in Newest, and without DROP_CREDITS in Ledgers.
    @Property(tries = 30)
    void permutationAndDuplication_ofAllFeeds_changeNoReport(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int model) {
        List<List<MessageLite>> history = history(seed);
        Random random = new Random(seed);

        List<?> inOrder = read(history, model, 500);
        List<List<MessageLite>> disordered =
                history.stream().map(feed -> shuffledTwice(feed, random)).toList();
        List<?> again = read(disordered, model, 1 + random.nextInt(60));

        assertThat(again).isEqualTo(inOrder);
    }

    @Property(tries = 20)
    void rows_ofEverySplit_addUpToTheTotal(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int model) {
        feeds.forgetAll();
        history(seed).forEach(feeds::batch);
        Scope scope = everything(model);
        List<Measures> total = money(scope, Split.NONE);

        for (Split split : Split.values()) {
            List<Measures> rows = money(scope, split);
            assertThat(sums(rows, Measures::organic)).isEqualTo(sums(total, Measures::organic));
            assertThat(sums(rows, Measures::unmatched)).isEqualTo(sums(total, Measures::unmatched));
            assertThat(sums(rows, Measures::credited)).isEqualTo(sums(total, Measures::credited));
            if (split != Split.TOUCH_CHANNEL) {
                assertThat(sums(rows, Measures::net)).isEqualTo(sums(total, Measures::net));
                assertThat(sums(rows, Measures::empoweredNet)).isEqualTo(sums(total, Measures::empoweredNet));
                assertThat(rows).allSatisfy(row -> assertThat(row.credited() + row.organic())
                        .isEqualTo(row.net()));
            }
        }
    }

    @Property(tries = 20)
    void performance_ofEverySplitAndView_addsUpToTheTotal(@ForAll long seed) {
        feeds.forgetAll();
        history(seed).forEach(feeds::batch);
        Scope scope = everything(1);
        List<Measures> total = money(scope, Split.NONE);

        for (OwnerSplit by : OwnerSplit.values()) {
            for (boolean booked : new boolean[] {false, true}) {
                List<OwnerFigures> rows = owned(scope, by, booked);
                assertThat(sumsOfOwners(rows, OwnerFigures::paid)).isEqualTo(sums(total, Measures::paid));
                assertThat(sumsOfOwners(rows, OwnerFigures::net)).isEqualTo(sums(total, Measures::net));
                assertThat(sumsOfOwners(rows, OwnerFigures::unmatched)).isEqualTo(sums(total, Measures::unmatched));
                assertThat(sumsOfOwners(rows, OwnerFigures::empowered)).isEqualTo(sums(total, Measures::empoweredNet));
            }
        }
    }

    @Property(tries = 20)
    void campaigns_withOrganic_addUpToTheNetOfTheTotal(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int model) {
        feeds.forgetAll();
        history(seed).forEach(feeds::batch);
        Scope scope = everything(model);
        Map<String, Long> credited = new TreeMap<>();
        BigDecimal orders = BigDecimal.ZERO;

        List<CampaignFigures> rows = campaigns.report(scope).await().atMost(Duration.ofMinutes(1));
        for (CampaignFigures row : rows) {
            credited.merge(row.currency(), row.creditedNet(), Long::sum);
            orders = orders.add(row.creditedOrders());
            assertThat(row.creditedNet()).isBetween(0L, row.touchedNet());
            assertThat(row.creditedOrders()).isBetween(BigDecimal.ZERO, BigDecimal.valueOf(row.touchedOrders()));
        }

        credited.remove("");
        credited.values().removeIf(amount -> amount == 0);
        Map<String, Long> expected = sums(money(scope, Split.NONE), Measures::credited);
        expected.values().removeIf(amount -> amount == 0);
        assertThat(credited).isEqualTo(expected);
        assertThat(orders)
                .isEqualByComparingTo(BigDecimal.valueOf(money(scope, Split.BRAND).stream()
                        .mapToLong(Measures::empoweredOrders)
                        .sum()));
    }

    private static List<List<MessageLite>> history(long seed) {
        RandomFeeds random = new RandomFeeds(seed);
        return List.of(
                random.sales(SALES, 3),
                random.touches(TOUCHES, 3, MEMBERS),
                random.members(MEMBERS, 3),
                random.partners(3));
    }

    private List<?> read(List<List<MessageLite>> history, int model, int batch) {
        feeds.forgetAll();
        for (List<MessageLite> feed : history) {
            for (int from = 0; from < feed.size(); from += batch) {
                feeds.batch(feed.subList(from, Math.min(feed.size(), from + batch)));
            }
        }
        Scope scope = everything(model);
        return List.of(
                campaigns.report(scope).await().atMost(Duration.ofMinutes(1)),
                money(scope, Split.DAY),
                money(scope, Split.BRAND),
                money(scope, Split.TOUCH_CHANNEL),
                owned(scope, OwnerSplit.GUIDE, false),
                owned(scope, OwnerSplit.STORE, true),
                owned(scope, OwnerSplit.PARTNER_KIND, false));
    }

    private List<OwnerFigures> owned(Scope scope, OwnerSplit by, boolean booked) {
        return owners.report(new OwnerScope(scope, by, booked)).await().atMost(Duration.ofSeconds(10));
    }

    private static Map<String, Long> sumsOfOwners(List<OwnerFigures> rows, ToLongFunction<OwnerFigures> figure) {
        Map<String, Long> sums = new TreeMap<>();
        rows.forEach(row -> sums.merge(row.currency(), figure.applyAsLong(row), Long::sum));
        return sums;
    }

    private List<Measures> money(Scope scope, Split split) {
        return money.report(scope, split).await().atMost(Duration.ofMinutes(1));
    }

    private static Map<String, Long> sums(List<Measures> rows, ToLongFunction<Measures> figure) {
        Map<String, Long> sums = new TreeMap<>();
        rows.forEach(row -> sums.merge(row.currency(), figure.applyAsLong(row), Long::sum));
        return sums;
    }

    private static Scope everything(int model) {
        return new Scope(model, LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31), "", 0, 0, "");
    }

    private static List<MessageLite> shuffledTwice(List<MessageLite> events, Random random) {
        List<MessageLite> twice = new ArrayList<>(events);
        twice.addAll(events);
        Collections.shuffle(twice, random);
        return twice;
    }
}
