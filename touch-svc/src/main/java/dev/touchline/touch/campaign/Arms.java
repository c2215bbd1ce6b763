package dev.touchline.touch.campaign;

import dev.touchline.kit.time.ProtoTime;
import dev.touchline.touch.v1.ArmAssignment;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Arms in the database. Rows are inserted and never changed. */
@ApplicationScoped
class Arms {

    // Locks what is there, so that what stands is read after whoever assigned it has committed.
    private static final String INSERT_OR_LOCK =
            """
            INSERT INTO arm (campaign, unit, member, store, arm, assigned_at, assigned_by)
            SELECT campaign, unit, member, store, arm, assigned_at, assigned_by
            FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::smallint[], $6::timestamptz[],
                        $7::smallint[]) AS asked (campaign, unit, member, store, arm, assigned_at, assigned_by)
            ORDER BY campaign, unit
            ON CONFLICT (campaign, unit) DO UPDATE SET arm = arm.arm WHERE false
            RETURNING campaign, unit
            """;

    private static final String FIND =
            """
            SELECT campaign, member, store, arm, assigned_at, assigned_by
            FROM arm JOIN unnest($1::text[], $2::text[]) AS asked (campaign, unit) USING (campaign, unit)
            """;

    /** Which unit of which campaign. */
    record Key(String campaign, String unit) {

        static Key of(ArmAssignment arm) {
            return new Key(
                    arm.getCampaign(), arm.getMemberId() > 0 ? Long.toString(arm.getMemberId()) : arm.getStore());
        }
    }

    /** Inserts arms of units that have none; answers which. The others are locked. */
    Uni<Set<Key>> insertOrLock(SqlConnection tx, Collection<ArmAssignment> asked) {
        List<ArmAssignment> rows = List.copyOf(asked);
        Tuple arguments = Tuple.tuple()
                .addArrayOfString(texts(rows, ArmAssignment::getCampaign))
                .addArrayOfString(texts(rows, arm -> Key.of(arm).unit()))
                .addArrayOfLong(rows.stream().map(ArmAssignment::getMemberId).toArray(Long[]::new))
                .addArrayOfString(texts(rows, ArmAssignment::getStore))
                .addArrayOfShort(
                        rows.stream().map(arm -> (short) arm.getArmValue()).toArray(Short[]::new))
                .addArrayOfOffsetDateTime(rows.stream()
                        .map(arm -> ProtoTime.stored(ProtoTime.instant(arm.getAssignedAt())))
                        .toArray(OffsetDateTime[]::new))
                .addArrayOfShort(rows.stream()
                        .map(arm -> (short) arm.getAssignedByValue())
                        .toArray(Short[]::new));
        return tx.preparedQuery(INSERT_OR_LOCK).execute(arguments).map(inserted -> {
            Set<Key> keys = new HashSet<>();
            inserted.forEach(row -> keys.add(new Key(row.getString(0), row.getString(1))));
            return keys;
        });
    }

    /** The arms that stand. */
    Uni<Map<Key, ArmAssignment>> find(SqlConnection tx, Collection<Key> keys) {
        Tuple arguments = Tuple.tuple()
                .addArrayOfString(keys.stream().map(Key::campaign).toArray(String[]::new))
                .addArrayOfString(keys.stream().map(Key::unit).toArray(String[]::new));
        return tx.preparedQuery(FIND).execute(arguments).map(rows -> {
            Map<Key, ArmAssignment> found = new HashMap<>();
            rows.forEach(row -> {
                ArmAssignment arm = arm(row);
                found.put(Key.of(arm), arm);
            });
            return found;
        });
    }

    private static String[] texts(List<ArmAssignment> rows, Function<ArmAssignment, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    private static ArmAssignment arm(Row row) {
        return ArmAssignment.newBuilder()
                .setCampaign(row.getString(0))
                .setMemberId(row.getLong(1))
                .setStore(row.getString(2))
                .setArmValue(row.getShort(3))
                .setAssignedAt(ProtoTime.timestamp(row.getOffsetDateTime(4)))
                .setAssignedByValue(row.getShort(5))
                .build();
    }
}
