package dev.touchline.attribution.incrementality;

import dev.touchline.attribution.facts.CampaignTouches;
import dev.touchline.attribution.facts.CampaignTouches.After;
import dev.touchline.attribution.fold.Touch;
import dev.touchline.kit.shard.Shard;
import dev.touchline.kit.time.ProtoTime;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Stores as they were drawn, each one unit, with the net that the performance ledger says is theirs. */
@ApplicationScoped
class DrawnStores {

    private static final String ARMS = "SELECT store, control FROM store_arm WHERE campaign = $1 LIMIT $2";

    private static final String NETS =
            """
            SELECT performance.store,
                   coalesce(sum(performance.net) FILTER (WHERE paid_at >= $5 AND paid_at < $6), 0)::bigint,
                   coalesce(sum(performance.net) FILTER (WHERE paid_at >= $7 AND paid_at < $8), 0)::bigint
            FROM ledger JOIN performance USING (shard, unit, sale, brand)
            WHERE ledger.shard = $1 AND performance.shard = $1 AND performance.store = ANY($2) AND has_order AND present
              AND currency = $3 AND ($4 = '' OR brand = $4)
              AND (paid_at >= $5 AND paid_at < $6 OR paid_at >= $7 AND paid_at < $8)
            GROUP BY performance.store
            """;

    private final CampaignTouches touches;
    private final IncrementalityConfig config;
    private final Clock clock;

    DrawnStores(CampaignTouches touches, IncrementalityConfig config, Clock clock) {
        this.touches = touches;
        this.config = config;
        this.clock = clock;
    }

    /** A store: its arm and what it sold. */
    private static final class Store {
        private final boolean control;
        private long net;
        private long before;

        Store(boolean control) {
            this.control = control;
        }
    }

    Uni<Assigned> read(SqlConnection tx, Question question) {
        TreeMap<String, Store> stores = new TreeMap<>();
        Set<String> touched = new HashSet<>();
        return tx.preparedQuery(ARMS)
                .execute(Tuple.of(question.campaign().key(), question.maxUnits() + 1))
                .invoke(rows -> rows.forEach(row -> stores.put(row.getString(0), new Store(row.getBoolean(1)))))
                .invoke(() -> question.holdToLimits(clock, stores.size()))
                .chain(() -> nets(tx, question, stores))
                .chain(() ->
                        stores.isEmpty() ? Uni.createFrom().voidItem() : touched(tx, question, touched, After.NOTHING))
                .map(done -> assigned(stores, touched));
    }

    private Uni<Void> nets(SqlConnection tx, Question question, TreeMap<String, Store> stores) {
        return Multi.createFrom()
                .range(0, stores.isEmpty() ? 0 : Shard.COUNT)
                .onItem()
                .transformToUniAndConcatenate(shard -> {
                    question.holdToLimits(clock, stores.size());
                    return tx.preparedQuery(NETS)
                            .execute(parameters(question, shard.shortValue(), stores))
                            .invoke(rows -> add(stores, rows));
                })
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Tuple parameters(Question question, short shard, TreeMap<String, Store> stores) {
        Drawn campaign = question.campaign();
        return Tuple.tuple()
                .addShort(shard)
                .addArrayOfString(stores.keySet().toArray(String[]::new))
                .addString(question.currency())
                .addString(campaign.brand())
                .addOffsetDateTime(ProtoTime.stored(campaign.window().start()))
                .addOffsetDateTime(ProtoTime.stored(campaign.window().end()))
                .addOffsetDateTime(ProtoTime.stored(campaign.before().start()))
                .addOffsetDateTime(ProtoTime.stored(campaign.before().end()));
    }

    private static void add(TreeMap<String, Store> stores, RowSet<Row> rows) {
        for (Row row : rows) {
            Store store = stores.get(row.getString(0));
            store.net += row.getLong(1);
            store.before += row.getLong(2);
        }
    }

    private Uni<Void> touched(SqlConnection tx, Question question, Set<String> touched, After after) {
        question.holdToLimits(clock, 0);
        return touches.next(tx, question.campaign().key(), after, config.page()).chain(page -> {
            for (Touch touch : page) {
                if (question.contact().by(touch)) {
                    touched.add(touch.store());
                }
            }
            return page.size() < config.page()
                    ? Uni.createFrom().voidItem()
                    : touched(tx, question, touched, last(page));
        });
    }

    private static After last(List<Touch> page) {
        Touch last = page.get(page.size() - 1);
        return new After(last.member(), last.id());
    }

    private static Assigned assigned(TreeMap<String, Store> stores, Set<String> touched) {
        Assigned assigned = new Assigned();
        Assigned.Filling page = assigned.page(stores.size());
        long unit = 0;
        for (var each : stores.entrySet()) {
            Store store = each.getValue();
            page.add(++unit, store.control, touched.contains(each.getKey()), store.net, store.before);
        }
        return assigned;
    }
}
