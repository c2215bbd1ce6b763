package dev.touchline.attribution.facts;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.touchline.attribution.fold.Touch;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The touches of one campaign, for who asks whom it touched. */
@ApplicationScoped
public class CampaignTouches {

    /** Where a page begins: after this touch. */
    public record After(long unit, long touch) {
        /** The beginning. */
        public static final After NOTHING = new After(Long.MIN_VALUE, Long.MIN_VALUE);
    }

    private static final String OF_UNITS =
            "SELECT body FROM touch WHERE shard = $1 AND unit = ANY($2) AND campaign = $3";

    // In the order of the index touch_campaign, whatever the shard.
    private static final String NEXT =
            """
            SELECT body FROM touch WHERE campaign = $1 AND (unit, touch) > ($2, $3) ORDER BY unit, touch LIMIT $4
            """;

    /** The campaign's touches of units of one shard. */
    public Uni<List<Touch>> ofUnits(SqlClient client, String campaign, short shard, Collection<Long> units) {
        return client.preparedQuery(OF_UNITS)
                .execute(Tuple.tuple()
                        .addShort(shard)
                        .addArrayOfLong(units.toArray(Long[]::new))
                        .addString(campaign))
                .map(CampaignTouches::touches);
    }

    /** The campaign's next touches by unit and touch, at most so many. */
    public Uni<List<Touch>> next(SqlClient client, String campaign, After after, int limit) {
        return client.preparedQuery(NEXT)
                .execute(Tuple.of(campaign, after.unit(), after.touch(), limit))
                .map(CampaignTouches::touches);
    }

    private static List<Touch> touches(RowSet<Row> rows) {
        List<Touch> touches = new ArrayList<>(rows.size());
        for (Row row : rows) {
            try {
                touches.add(FactMessages.touch(
                        dev.touchline.touch.v1.Touch.parseFrom(row.getBuffer(0).getBytes())));
            } catch (InvalidProtocolBufferException broken) {
                throw new IllegalStateException("A stored touch cannot be read", broken);
            }
        }
        return touches;
    }
}
