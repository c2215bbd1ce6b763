package dev.touchline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.touchline.cli.local.Replica;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bad days: kill -9 of every service and of PostgreSQL while documents are being loaded, member-svc away for a minute, and
 * an attribution-svc that is joined by a second one. The reports must be the same as on a quiet day, and every invariant
 * must hold.
 */
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {

    private static final int MEMBERS = 6_000;
    private static final Duration OUTAGE = Duration.ofMinutes(1);
    private static final int PARTS = 8;
    private static final String POSTGRES = "postgres";
    private static final List<String> SERVICES =
            List.of("member-svc", "touch-svc", "order-ingest-svc", "attribution-svc", "report-svc");

    /** Who is killed, one after the other, while a file is being loaded. */
    private static final Map<String, List<String>> KILLS = Map.of(
            "members", List.of("member-svc", POSTGRES),
            "touches", List.of("touch-svc", "attribution-svc", POSTGRES),
            "orders",
                    List.of("order-ingest-svc", "attribution-svc", "report-svc", "touch-svc", "member-svc", POSTGRES));

    @TempDir
    static Path folder;

    private Retailer retailer;
    private Map<String, String> quietDay;

    @BeforeAll
    void aQuietDay() throws IOException {
        try (Installation touchline = Installation.up(folder.resolve("quiet"))) {
            retailer = Retailer.generate(touchline, folder.resolve("data"), MEMBERS);
            retailer.load(touchline);
            touchline.awaitAttributed();
            quietDay = touchline.reports();
        }
    }

    @AfterAll
    void nothingRuns() {
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void eachKilled_inTheMiddleOfLoading_losesNothing() throws IOException {
        Set<String> hit = new TreeSet<>();
        try (Installation touchline = Installation.up(folder.resolve("killed"))) {
            for (String file : Retailer.FILES) {
                List<String> victims = KILLS.getOrDefault(file, List.of());
                Iterator<Path> slices =
                        retailer.slices(file, Math.max(1, victims.size())).iterator();
                if (victims.isEmpty()) {
                    retailer.startLoading(touchline, file, slices.next()).succeed();
                }
                for (String victim : victims) {
                    if (killWhileLoading(touchline, file, slices.next(), victim)) {
                        hit.add(victim);
                    }
                }
            }
            touchline.awaitAttributed();

            assertThat(hit)
                    .as("killed while a file was loading")
                    .contains(POSTGRES)
                    .containsAll(SERVICES);
            assertThat(touchline.reports()).isEqualTo(quietDay);
            touchline.run("check");
        }
    }

    @Test
    void memberAwayForAMinute_whileOrdersCome_identifiesThemAllAfterwards() throws IOException {
        try (Installation touchline = Installation.up(folder.resolve("away"))) {
            for (String file : List.of("organisation", "members", "campaigns", "arms", "touches")) {
                retailer.startLoading(touchline, file).succeed();
            }
            touchline.kill("member-svc");
            long begin = System.nanoTime();
            long before = touchline.recorded("order-ingest-svc");
            int loaded = 0;
            for (Path slice : retailer.slices("orders", PARTS)) {
                retailer.startLoading(touchline, "orders", slice).succeed();
                assertThat(touchline.run("report", "daily", "--format", "csv")).isNotBlank();
                waitUntil(begin + OUTAGE.toNanos() * ++loaded / PARTS);
            }
            long acknowledged = touchline.recorded("order-ingest-svc") - before;
            Duration away = Duration.ofNanos(System.nanoTime() - begin);
            touchline.run("up");
            for (String file : List.of("members-later", "touches-later")) {
                retailer.startLoading(touchline, file).succeed();
            }
            touchline.awaitAttributed();

            System.out.printf(
                    "member-svc away for %d s, %d sales acknowledged meanwhile; all attributed %d s after its kill%n",
                    away.toSeconds(),
                    acknowledged,
                    Duration.ofNanos(System.nanoTime() - begin).toSeconds());
            assertThat(acknowledged).as("sales acknowledged while it was away").isPositive();
            assertThat(away).isGreaterThanOrEqualTo(OUTAGE);
            assertThat(touchline.reports()).isEqualTo(quietDay);
            touchline.run("check");
        }
    }

    @Test
    void attributionJoinedByASecondAndKilled_whileLoading_foldsEachPersonOnce() throws IOException {
        try (Installation touchline = Installation.up(folder.resolve("replicas"))) {
            Replica second = null;
            boolean inTheMiddle = false;
            for (String file : Retailer.FILES) {
                Command loading = startLoadingUntilHalfWay(
                        touchline, file, retailer.slices(file, 1).get(0));
                if (file.equals("touches")) {
                    second = touchline.replica("attribution-svc");
                } else if (file.equals("orders")) {
                    inTheMiddle = loading.isRunning();
                    touchline.kill("attribution-svc");
                }
                loading.succeed();
            }
            touchline.run("up");
            touchline.awaitAttributed();

            assertThat(inTheMiddle).as("killed while orders were loading").isTrue();
            assertThat(second).isNotNull().matches(Replica::isAlive);
            assertThat(touchline.reports()).isEqualTo(quietDay);
            touchline.run("check");
        }
    }

    /** Answers whether the victim was killed before the loading ended. The others go on by themselves. */
    private boolean killWhileLoading(Installation touchline, String file, Path slice, String victim)
            throws IOException {
        Map<String, Long> others = pidsWithout(touchline, victim);
        Command loading = startLoadingUntilHalfWay(touchline, file, slice);
        boolean inTheMiddle = loading.isRunning();
        touchline.kill(victim);
        touchline.run("up");
        loading.succeed();
        assertThat(pidsWithout(touchline, victim)).as("services that went on").isEqualTo(others);
        return inTheMiddle;
    }

    private static Map<String, Long> pidsWithout(Installation touchline, String victim) throws IOException {
        Map<String, Long> pids = new TreeMap<>();
        for (String service : SERVICES) {
            if (!service.equals(victim)) {
                pids.put(service, touchline.process(service).pid());
            }
        }
        return pids;
    }

    private static void waitUntil(long nanoTime) {
        await().atMost(OUTAGE.plusMinutes(1)).until(() -> System.nanoTime() - nanoTime >= 0);
    }

    /** Begins to load and comes back as soon as the owner has recorded some of it. */
    private Command startLoadingUntilHalfWay(Installation touchline, String file, Path slice) throws IOException {
        String owner = owner(file);
        long before = touchline.recorded(owner);
        Command loading = retailer.startLoading(touchline, file, slice);
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> touchline.recorded(owner) > before);
        return loading;
    }

    private static String owner(String file) {
        return switch (file) {
            case "organisation", "members", "members-later" -> "member-svc";
            case "campaigns", "arms", "touches", "touches-later" -> "touch-svc";
            default -> "order-ingest-svc";
        };
    }
}
