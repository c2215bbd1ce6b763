package dev.touchline.attribution.incrementality;

import dev.touchline.attribution.dirty.Units;
import dev.touchline.attribution.facts.CampaignTouches;
import dev.touchline.attribution.facts.Touches;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Members as they were drawn, with the net of their own orders: a person's other members are not asked. */
@ApplicationScoped
class DrawnMembers {

    private static final String PAGE =
            """
            SELECT drawn.unit, drawn.control, coalesce(member.canonical, drawn.unit),
                   coalesce(sum(net) FILTER (WHERE paid_at >= $7 AND paid_at < $8), 0)::bigint,
                   coalesce(sum(net) FILTER (WHERE paid_at >= $9 AND paid_at < $10), 0)::bigint
            FROM (SELECT unit, control FROM arm
                  WHERE shard = $1 AND campaign = $2 AND unit > $3 ORDER BY unit LIMIT $4) AS drawn
            LEFT JOIN member ON member.shard = $1 AND member.id = drawn.unit
            LEFT JOIN ledger ON ledger.shard = $1 AND ledger.unit = drawn.unit AND has_order AND present
                AND currency = $5 AND ($6 = '' OR brand = $6)
                AND (paid_at >= $7 AND paid_at < $8 OR paid_at >= $9 AND paid_at < $10)
            GROUP BY 1, 2, 3 ORDER BY 1
            """;

    /** Units whose touches of all campaigns and times are in memory at once. */
    private static final int ALL_TOUCHES = 100;

    private final Touches touches;
    private final CampaignTouches campaignTouches;
    private final IncrementalityConfig config;
    private final Clock clock;

    DrawnMembers(Touches touches, CampaignTouches campaignTouches, IncrementalityConfig config, Clock clock) {
        this.touches = touches;
        this.campaignTouches = campaignTouches;
        this.config = config;
        this.clock = clock;
    }

    /** All of them, shard by shard and page by page. */
    Uni<Assigned> read(SqlConnection tx, Question question) {
        Assigned assigned = new Assigned();
        return Multi.createFrom()
                .range(0, Shard.COUNT)
                .onItem()
                .transformToUniAndConcatenate(shard -> from(tx, question, assigned, shard.shortValue(), Long.MIN_VALUE))
                .collect()
                .asList()
                .replaceWith(assigned);
    }

    private Uni<Void> from(SqlConnection tx, Question question, Assigned assigned, short shard, long after) {
        question.holdToLimits(clock, assigned.size());
        return tx.preparedQuery(PAGE)
                .execute(page(question, shard, after))
                .chain(rows -> rows.size() == 0
                        ? Uni.createFrom().voidItem()
                        : touched(tx, question, shard, rows)
                                .map(touched -> keep(assigned, rows, touched))
                                .chain(last -> rows.size() < config.page()
                                        ? Uni.createFrom().voidItem()
                                        : from(tx, question, assigned, shard, last)));
    }

    private Tuple page(Question question, short shard, long after) {
        Drawn campaign = question.campaign();
        return Tuple.tuple()
                .addShort(shard)
                .addString(campaign.key())
                .addLong(after)
                .addInteger(config.page())
                .addString(question.currency())
                .addString(campaign.brand())
                .addOffsetDateTime(ProtoTime.stored(campaign.window().start()))
                .addOffsetDateTime(ProtoTime.stored(campaign.window().end()))
                .addOffsetDateTime(ProtoTime.stored(campaign.before().start()))
                .addOffsetDateTime(ProtoTime.stored(campaign.before().end()));
    }

    private Uni<Set<Long>> touched(SqlConnection tx, Question question, short shard, RowSet<Row> rows) {
        List<Long> units = new ArrayList<>(rows.size());
        rows.forEach(row -> units.add(row.getLong(0)));
        if (!question.campaign().isGlobalHoldout()) {
            return campaignTouches
                    .ofUnits(tx, question.campaign().key(), shard, units)
                    .map(all -> touched(question, all, new HashSet<>()));
        }
        Set<Long> touched = new HashSet<>();
        return Multi.createFrom()
                .range(0, (units.size() + ALL_TOUCHES - 1) / ALL_TOUCHES)
                .map(part -> units.subList(part * ALL_TOUCHES, Math.min((part + 1) * ALL_TOUCHES, units.size())))
                .onItem()
                .transformToUniAndConcatenate(some -> touches.of(tx, shard, Units.of(some)))
                .invoke(all -> touched(question, all, touched))
                .collect()
                .asList()
                .replaceWith(touched);
    }

    private static Set<Long> touched(Question question, List<Touch> all, Set<Long> touched) {
        for (Touch touch : all) {
            if (question.contact().by(touch)) {
                touched.add(touch.member());
            }
        }
        return touched;
    }

    /** Keeps a page; the last unit in it. */
    private static long keep(Assigned assigned, RowSet<Row> rows, Set<Long> touched) {
        Assigned.Filling page = assigned.page(rows.size());
        long last = 0;
        for (Row row : rows) {
            last = row.getLong(0);
            page.add(last, row.getBoolean(1), touched.contains(last), row.getLong(3), row.getLong(4));
            if (row.getLong(2) != last) {
                assigned.isPersonOf(last, row.getLong(2));
            }
        }
        return last;
    }
}
