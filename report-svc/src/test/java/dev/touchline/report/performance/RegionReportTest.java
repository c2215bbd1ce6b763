package dev.touchline.report.performance;

import static dev.touchline.report.testing.LedgerEvents.HOUSE;
import static dev.touchline.report.testing.LedgerEvents.event;
import static dev.touchline.report.testing.LedgerEvents.of;
import static dev.touchline.report.testing.LedgerEvents.order;
import static dev.touchline.report.testing.LedgerEvents.partner;
import static dev.touchline.report.testing.LedgerEvents.refundOn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.util.Timestamps;
import dev.touchline.member.v1.MemberEvent;
import dev.touchline.member.v1.PartnerKind;
import dev.touchline.member.v1.Placement;
import dev.touchline.member.v1.Store;
import dev.touchline.report.testing.Feeds;
import dev.touchline.report.testing.Limits;
import dev.touchline.report.testing.RandomFeeds;
import dev.touchline.report.testing.ReportDatabase;
import dev.touchline.report.testing.TouchEvents;
import dev.touchline.type.v1.Period;
import io.vertx.mutiny.sqlclient.Pool;
import java.text.ParseException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Regions as they were on the order's day, and a tree in which every parent is the sum of its children. */
class RegionReportTest {

    private static final Scope EVERYTHING =
            new Scope(1, LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31), "", 0, 0, "");

    private final Pool pool = ReportDatabase.pool();
    private final Feeds feeds = new Feeds(pool);
    private final RegionReports regions = new RegionReports(pool, Limits.rows(5_000));

    @Example
    void storeThatMoves_takesNothingAlong() throws ParseException {
        feeds.forgetAll();
        // In Shanghai March 2nd begins on March 1st at 16:00 UTC.
        feeds.members(
                store(
                        "S1",
                        "Asia/Shanghai",
                        placed("east", "", "2026-03-01T16:00:00Z"),
                        placed("west", "2026-03-01T16:00:00Z", "")),
                store("S2", "Asia/Shanghai"),
                TouchEvents.partner(1, "p1", PartnerKind.PARTNER_KIND_SHARER));
        feeds.ledger(
                event(
                        1,
                        1,
                        order("north", "2026-03-01", 1_000, 400)
                                .setPerformance(of("S1", "g1"))
                                .addRefunds(refundOn("2026-03-02", "r1", 400, 0, HOUSE))),
                event(2, 1, order("north", "2026-03-02", 70).setPerformance(of("S1", ""))),
                event(3, 1, order("north", "2026-03-02", 5).setPerformance(of("S2", ""))),
                event(4, 1, order("north", "2026-03-02", 3).setPerformance(partner("p1"))),
                event(5, 1, order("north", "2026-03-02", 2).setPerformance(of("", "g9"))),
                event(6, 1, order("north", "2026-03-02", 1).setPerformance(HOUSE)));

        for (boolean booked : new boolean[] {false, true}) {
            assertThat(report(OwnerSplit.REGION, booked))
                    .as("a refund is the order's region's in both views")
                    .extracting(
                            row -> row.figures().node(), row -> row.figures().key(), row -> row.figures()
                                    .net())
                    .containsExactly(
                            tuple(OwnerNode.REGION, "east", 600L),
                            tuple(OwnerNode.REGION, "west", 70L),
                            tuple(OwnerNode.NO_REGION, "", 5L),
                            tuple(OwnerNode.NO_STORE, "", 2L),
                            tuple(OwnerNode.PARTNER, "", 3L),
                            tuple(OwnerNode.HOUSE, "", 1L));
        }
        assertThat(report(OwnerSplit.TREE, false))
                .extracting(
                        TreeFigures::level,
                        row -> row.figures().node(),
                        row -> row.figures().key(),
                        row -> row.figures().net())
                .containsExactly(
                        tuple(1, OwnerNode.BRAND, "north", 681L),
                        tuple(2, OwnerNode.REGION, "east", 600L),
                        tuple(3, OwnerNode.STORE, "S1", 600L),
                        tuple(4, OwnerNode.GUIDE, "g1", 600L),
                        tuple(2, OwnerNode.REGION, "west", 70L),
                        tuple(3, OwnerNode.STORE, "S1", 70L),
                        tuple(4, OwnerNode.NO_GUIDE, "", 70L),
                        tuple(2, OwnerNode.NO_REGION, "", 5L),
                        tuple(3, OwnerNode.STORE, "S2", 5L),
                        tuple(4, OwnerNode.NO_GUIDE, "", 5L),
                        tuple(2, OwnerNode.NO_STORE, "", 2L),
                        tuple(3, OwnerNode.GUIDE, "g9", 2L),
                        tuple(2, OwnerNode.PARTNER, "", 3L),
                        tuple(3, OwnerNode.PARTNER, "p1", 3L),
                        tuple(2, OwnerNode.HOUSE, "", 1L));
        assertThat(report(OwnerSplit.TREE, false))
                .as("single partners tell what they do")
                .filteredOn(row -> !row.figures().kind().isEmpty())
                .extracting(TreeFigures::level, row -> row.figures().key(), row -> row.figures()
                        .kind())
                .containsExactly(tuple(3, "p1", "SHARER"));
    }

    @Property(tries = 15)
    void parents_ofEveryTree_areTheSumsOfTheirChildren(@ForAll long seed, @ForAll boolean booked)
            throws ParseException {
        feeds.forgetAll();
        feeds.members(
                store(
                        "s1",
                        "UTC",
                        placed("east", "", "2026-03-08T00:00:00Z"),
                        placed("west", "2026-03-10T00:00:00Z", "")),
                store("s2", "UTC", placed("west", "", "")));
        feeds.batch(new RandomFeeds(seed).sales(60, 2));
        List<TreeFigures> tree = report(OwnerSplit.TREE, booked);

        for (int level = 2; level <= 4; level++) {
            Map<String, List<Long>> parents = sums(tree, level - 1, level, booked);
            Map<String, List<Long>> children = sums(tree, level, level, booked);
            assertThat(children).as("level %s", level).isEqualTo(parents);
        }
        Map<String, Long> byRegion = new TreeMap<>();
        report(OwnerSplit.REGION, booked).forEach(row -> add(byRegion, row));
        Map<String, Long> ofTree = new TreeMap<>();
        tree.stream().filter(row -> row.level() == 2).forEach(row -> add(ofTree, row));
        assertThat(byRegion).isEqualTo(ofTree);
    }

    private static void add(Map<String, Long> sums, TreeFigures row) {
        sums.merge(
                row.branch() + row.region() + row.figures().currency(),
                row.figures().net(),
                Long::sum);
    }

    /** Sums of the rows of a level that have, or are, children at {@code below}, by the path of the parent. */
    private static Map<String, List<Long>> sums(List<TreeFigures> tree, int level, int below, boolean booked) {
        Map<String, List<Long>> sums = new TreeMap<>();
        for (TreeFigures row : tree) {
            if (row.level() == level && (level == below || hasChildren(row))) {
                OwnerFigures each = row.figures();
                List<Long> numbers =
                        List.of(each.paid(), each.refunded(), each.unmatched(), each.empowered(), each.assisted());
                sums.merge(path(row, below) + each.currency(), numbers, RegionReportTest::plus);
            }
        }
        return sums;
    }

    private static boolean hasChildren(TreeFigures row) {
        boolean leaf = row.branch() == OwnerNode.HOUSE || row.branch() == OwnerNode.UNDECIDED;
        boolean ofStores = row.branch() == OwnerNode.REGION || row.branch() == OwnerNode.NO_REGION;
        return row.level() < 2 || (row.level() == 2 ? !leaf : ofStores);
    }

    private static String path(TreeFigures row, int below) {
        return switch (below) {
            case 2 -> row.brand() + "/";
            case 3 -> row.brand() + "/" + row.branch() + "/" + row.region() + "/";
            default -> row.brand() + "/" + row.branch() + "/" + row.region() + "/" + row.child() + "/";
        };
    }

    private static List<Long> plus(List<Long> a, List<Long> b) {
        return List.of(
                a.get(0) + b.get(0),
                a.get(1) + b.get(1),
                a.get(2) + b.get(2),
                a.get(3) + b.get(3),
                a.get(4) + b.get(4));
    }

    private List<TreeFigures> report(OwnerSplit by, boolean booked) {
        return regions.report(new OwnerScope(EVERYTHING, by, booked)).await().atMost(Duration.ofMinutes(1));
    }

    private static MemberEvent store(String key, String zone, Placement... regions) {
        return MemberEvent.newBuilder()
                .setVersion(1)
                .setStore(Store.newBuilder()
                        .setKey(key)
                        .setBrand("north")
                        .setTimeZone(zone)
                        .setCutOffHour(0)
                        .addAllRegions(List.of(regions)))
                .build();
    }

    private static Placement placed(String region, String from, String to) throws ParseException {
        Period.Builder period = Period.newBuilder();
        if (!from.isEmpty()) {
            period.setStart(Timestamps.parse(from));
        }
        if (!to.isEmpty()) {
            period.setEnd(Timestamps.parse(to));
        }
        return Placement.newBuilder().setKey(region).setPeriod(period).build();
    }
}
