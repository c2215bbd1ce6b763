package dev.touchline.attribution.facts;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.touchline.attribution.dirty.Units;
import dev.touchline.attribution.fold.Assignment;
import dev.touchline.attribution.fold.Touch;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Touches of known members, and the campaigns that members are held out of. */
@ApplicationScoped
public class Touches {

    /** A touch as it was told. */
    record Told(dev.touchline.touch.v1.Touch touch, long version) {}

    /** The unit that a touch is in, and which version of it. */
    record Home(long touch, long unit, long version) {}

    /** A member that a campaign holds out. */
    record Control(long member, String campaign) {}

    private static final String HOMES =
            """
            SELECT touch, unit, version
            FROM touch_home JOIN unnest($1::smallint[], $2::bigint[]) AS told (shard, touch) USING (shard, touch)
            """;

    private static final String SETTLE =
            """
            INSERT INTO touch_home (shard, touch, unit, version)
            SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::bigint[], $4::bigint[])
            ON CONFLICT (shard, touch) DO UPDATE SET unit = excluded.unit, version = excluded.version
            WHERE touch_home.version < excluded.version
            """;

    private static final String UNSETTLE =
            """
            DELETE FROM touch_home USING unnest($1::smallint[], $2::bigint[]) AS gone (shard, touch)
            WHERE touch_home.shard = gone.shard AND touch_home.touch = gone.touch
            """;

    private static final String UPSERT =
            """
            INSERT INTO touch (shard, unit, touch, version, campaign, body)
            SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::bytea[])
            ON CONFLICT (shard, unit, touch) DO UPDATE
            SET version = excluded.version, campaign = excluded.campaign, body = excluded.body
            WHERE touch.version < excluded.version
            """;

    private static final String LEAVE =
            """
            DELETE FROM touch USING unnest($1::smallint[], $2::bigint[], $3::bigint[]) AS moved (shard, unit, touch)
            WHERE touch.shard = moved.shard AND touch.unit = moved.unit AND touch.touch = moved.touch
            """;

    private static final String HOLD_OUT =
            """
            INSERT INTO control (shard, unit, campaign) SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::text[])
            ON CONFLICT DO NOTHING
            """;

    private static final String ALL_UNITS = "SELECT unit FROM touch UNION SELECT unit FROM control";

    private static final String OF_UNITS = "SELECT body FROM touch WHERE shard = $1 AND unit = ANY($2)";

    private static final String CONTROL_OF_UNITS =
            "SELECT unit, campaign FROM control WHERE shard = $1 AND unit = ANY($2)";

    /** Where those touches are now, by touch. */
    Uni<Map<Long, Home>> homes(SqlClient client, List<Told> told) {
        if (told.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return client.preparedQuery(HOMES)
                .execute(Tuple.tuple()
                        .addArrayOfShort(Rows.shards(told, each -> each.touch().getTouchId()))
                        .addArrayOfLong(Rows.numbers(told, each -> each.touch().getTouchId())))
                .map(rows -> {
                    Map<Long, Home> homes = new HashMap<>();
                    rows.forEach(
                            row -> homes.put(row.getLong(0), new Home(row.getLong(0), row.getLong(1), row.getLong(2))));
                    return homes;
                });
    }

    /** Takes touches out of the units that they leave. */
    Uni<Void> leave(SqlConnection tx, List<Home> left) {
        if (left.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(LEAVE)
                .execute(Tuple.tuple()
                        .addArrayOfShort(Rows.shards(left, Home::unit))
                        .addArrayOfLong(Rows.numbers(left, Home::unit))
                        .addArrayOfLong(Rows.numbers(left, Home::touch)))
                .chain(() -> tx.preparedQuery(UNSETTLE)
                        .execute(Tuple.tuple()
                                .addArrayOfShort(Rows.shards(left, Home::touch))
                                .addArrayOfLong(Rows.numbers(left, Home::touch))))
                .replaceWithVoid();
    }

    Uni<Void> upsert(SqlConnection tx, List<Told> told) {
        if (told.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(UPSERT)
                .execute(Tuple.tuple()
                        .addArrayOfShort(Rows.shards(told, each -> each.touch().getMemberId()))
                        .addArrayOfLong(Rows.numbers(told, each -> each.touch().getMemberId()))
                        .addArrayOfLong(Rows.numbers(told, each -> each.touch().getTouchId()))
                        .addArrayOfLong(Rows.numbers(told, Told::version))
                        .addArrayOfString(Rows.texts(told, each -> each.touch().getCampaign()))
                        .addValue(Rows.bodies(told, Told::touch)))
                .chain(() -> tx.preparedQuery(SETTLE)
                        .execute(Tuple.tuple()
                                .addArrayOfShort(
                                        Rows.shards(told, each -> each.touch().getTouchId()))
                                .addArrayOfLong(
                                        Rows.numbers(told, each -> each.touch().getTouchId()))
                                .addArrayOfLong(
                                        Rows.numbers(told, each -> each.touch().getMemberId()))
                                .addArrayOfLong(Rows.numbers(told, Told::version))))
                .replaceWithVoid();
    }

    Uni<Void> holdOut(SqlConnection tx, List<Control> controls) {
        if (controls.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(HOLD_OUT)
                .execute(Tuple.tuple()
                        .addArrayOfShort(Rows.shards(controls, Control::member))
                        .addArrayOfLong(Rows.numbers(controls, Control::member))
                        .addArrayOfString(Rows.texts(controls, Control::campaign)))
                .replaceWithVoid();
    }

    Uni<List<Long>> allUnits(SqlClient client) {
        return client.query(ALL_UNITS).execute().map(Rows::longs);
    }

    Uni<Void> forget(SqlConnection tx) {
        return tx.query("DELETE FROM touch")
                .execute()
                .chain(() -> tx.query("DELETE FROM touch_home").execute())
                .chain(() -> tx.query("DELETE FROM control").execute())
                .replaceWithVoid();
    }

    /** The touches of units of one shard. */
    public Uni<List<Touch>> of(SqlClient client, short shard, Units units) {
        return client.preparedQuery(OF_UNITS)
                .execute(Tuple.tuple().addShort(shard).addArrayOfLong(units.ids()))
                .map(rows -> {
                    List<Touch> touches = new ArrayList<>(rows.size());
                    rows.forEach(row -> touches.add(parse(row.getBuffer(0).getBytes())));
                    return touches;
                });
    }

    /** The campaigns that hold units of one shard out. */
    public Uni<List<Assignment>> controls(SqlClient client, short shard, Units units) {
        return client.preparedQuery(CONTROL_OF_UNITS)
                .execute(Tuple.tuple().addShort(shard).addArrayOfLong(units.ids()))
                .map(rows -> {
                    List<Assignment> controls = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        controls.add(new Assignment(row.getString(1), row.getLong(0), "", true));
                    }
                    return controls;
                });
    }

    private static Touch parse(byte[] body) {
        try {
            return FactMessages.touch(dev.touchline.touch.v1.Touch.parseFrom(body));
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("A stored touch cannot be read", broken);
        }
    }
}
