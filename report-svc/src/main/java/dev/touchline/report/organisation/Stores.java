package dev.touchline.report.organisation;

import dev.touchline.kit.sql.Columns;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.member.v1.MemberEvent;
import dev.touchline.member.v1.Placement;
import dev.touchline.member.v1.Store;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Stores with their business days and their regions, and the regions, as member-svc tells of them. */
@ApplicationScoped
public class Stores {

    private static final String LEARN =
            """
            INSERT INTO store (key, version, brand, zone, cut_off)
            SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::smallint[]) AS told (key)
            ORDER BY key
            ON CONFLICT (key) DO UPDATE
            SET version = excluded.version, brand = excluded.brand, zone = excluded.zone, cut_off = excluded.cut_off
            WHERE store.version < excluded.version
            RETURNING key
            """;

    private static final String LEAVE = "DELETE FROM placement WHERE store = ANY($1)";

    private static final String PLACE =
            """
            INSERT INTO placement (store, region, since, until)
            SELECT * FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[])
            ON CONFLICT DO NOTHING
            """;

    private static final String LEARN_REGIONS =
            """
            INSERT INTO region (key, version, name, brand, parent)
            SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[]) AS told (key) ORDER BY key
            ON CONFLICT (key) DO UPDATE
            SET version = excluded.version, name = excluded.name, brand = excluded.brand, parent = excluded.parent
            WHERE region.version < excluded.version
            """;

    private static final List<String> FORGET =
            List.of("DELETE FROM placement", "DELETE FROM store", "DELETE FROM region");

    private static final OffsetDateTime ALWAYS = OffsetDateTime.parse("0001-01-01T00:00:00Z");
    private static final OffsetDateTime STILL = OffsetDateTime.parse("9999-12-31T00:00:00Z");

    private record Placed(String store, String region, OffsetDateTime since, OffsetDateTime until) {}

    /** Learns from events of member-svc; an older state than the known one is ignored. */
    public Uni<Void> learn(SqlConnection tx, List<MemberEvent> events) {
        Map<String, MemberEvent> stores = new LinkedHashMap<>();
        Map<String, MemberEvent> regions = new LinkedHashMap<>();
        for (MemberEvent event : events) {
            if (event.hasStore()) {
                stores.merge(event.getStore().getKey(), event, Stores::newer);
            } else if (event.hasRegion()) {
                regions.merge(event.getRegion().getKey(), event, Stores::newer);
            }
        }
        return learnStores(tx, List.copyOf(stores.values()))
                .chain(() -> learnRegions(tx, List.copyOf(regions.values())));
    }

    /** Forgets all of them. */
    public Uni<Void> forget(SqlConnection tx) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (String sql : FORGET) {
            done = done.chain(() -> tx.query(sql).execute().replaceWithVoid());
        }
        return done;
    }

    private static MemberEvent newer(MemberEvent a, MemberEvent b) {
        return b.getVersion() > a.getVersion() ? b : a;
    }

    private static Uni<Void> learnStores(SqlConnection tx, List<MemberEvent> told) {
        if (told.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple parameters = new Columns<>(told)
                .text(each -> each.getStore().getKey())
                .bigint(MemberEvent::getVersion)
                .text(each -> each.getStore().getBrand())
                .text(each -> each.getStore().getTimeZone())
                .smallint(each -> each.getStore().hasCutOffHour()
                        ? (Integer) each.getStore().getCutOffHour()
                        : null)
                .parameters();
        return tx.preparedQuery(LEARN).execute(parameters).chain(taken -> {
            Set<String> keys = new HashSet<>();
            taken.forEach(row -> keys.add(row.getString(0)));
            return place(
                    tx,
                    told.stream()
                            .map(MemberEvent::getStore)
                            .filter(store -> keys.contains(store.getKey()))
                            .toList());
        });
    }

    private static Uni<Void> place(SqlConnection tx, List<Store> stores) {
        List<Placed> placed = new ArrayList<>();
        stores.forEach(store -> store.getRegionsList().forEach(each -> placed.add(placed(store.getKey(), each))));
        return tx.preparedQuery(LEAVE)
                .execute(Tuple.tuple()
                        .addArrayOfString(stores.stream().map(Store::getKey).toArray(String[]::new)))
                .chain(() -> tx.preparedQuery(PLACE)
                        .execute(new Columns<>(placed)
                                .text(Placed::store)
                                .text(Placed::region)
                                .parameters()
                                .addArrayOfOffsetDateTime(
                                        placed.stream().map(Placed::since).toArray(OffsetDateTime[]::new))
                                .addArrayOfOffsetDateTime(
                                        placed.stream().map(Placed::until).toArray(OffsetDateTime[]::new))))
                .replaceWithVoid();
    }

    private static Placed placed(String store, Placement placement) {
        return new Placed(
                store,
                placement.getKey(),
                placement.getPeriod().hasStart()
                        ? ProtoTime.stored(
                                ProtoTime.instant(placement.getPeriod().getStart()))
                        : ALWAYS,
                placement.getPeriod().hasEnd()
                        ? ProtoTime.stored(
                                ProtoTime.instant(placement.getPeriod().getEnd()))
                        : STILL);
    }

    private static Uni<Void> learnRegions(SqlConnection tx, List<MemberEvent> told) {
        return told.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(LEARN_REGIONS)
                        .execute(new Columns<>(told)
                                .text(each -> each.getRegion().getKey())
                                .bigint(MemberEvent::getVersion)
                                .text(each -> each.getRegion().getName())
                                .text(each -> each.getRegion().getBrand())
                                .text(each -> each.getRegion().getParent())
                                .parameters())
                        .replaceWithVoid();
    }
}
