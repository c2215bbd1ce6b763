package dev.touchline.attribution.ledger;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.touchline.attribution.dirty.Units;
import dev.touchline.attribution.v1.LedgerEvent;
import dev.touchline.kit.shard.Shard;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** The stored ledger: what was last told of each sale, and the same entry by entry. */
@ApplicationScoped
public class Ledgers {

    /** The ledger of a sale as it was last told. */
    record Stored(long unit, long sale, long version, byte[] content) {

        /** Whether readers know that there is nothing. What has moved since has no content and may have been told. */
        boolean tellsNothing() {
            return content.length > 0 && event().getEntriesCount() == 0;
        }

        LedgerEvent event() {
            try {
                return LedgerEvent.parseFrom(content);
            } catch (InvalidProtocolBufferException broken) {
                throw new IllegalStateException("A stored ledger cannot be read", broken);
            }
        }
    }

    /** A sale that leaves one unit for another. */
    public record Move(long sale, long from, long to) {}

    private static final String OF_UNITS =
            "SELECT unit, sale, version, body FROM sale_ledger WHERE shard = $1 AND unit = ANY($2)";

    private static final String OF_SALE =
            "SELECT unit, sale, version, body FROM sale_ledger WHERE shard = $1 AND unit = $2 AND sale = $3";

    private static final String TELL =
            """
            INSERT INTO sale_ledger (shard, unit, sale, version, refunds, body)
            SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::integer[], $6::bytea[])
            ON CONFLICT (shard, unit, sale) DO UPDATE
            SET version = excluded.version, refunds = excluded.refunds, body = excluded.body
            """;

    // The version goes along, so that readers of the ledger feed see it rise; the content is written by the new unit.
    private static final String MOVE =
            """
            WITH moved AS (
                DELETE FROM sale_ledger AS old
                USING unnest($1::smallint[], $2::bigint[], $3::bigint[], $4::smallint[], $5::bigint[])
                      AS move (shard, unit, sale, to_shard, to_unit)
                WHERE old.shard = move.shard AND old.unit = move.unit AND old.sale = move.sale
                RETURNING to_shard, to_unit, old.sale, old.version)
            INSERT INTO sale_ledger (shard, unit, sale, version, refunds, body)
            SELECT to_shard, to_unit, sale, version, 0, '' FROM moved
            """;

    private final LedgerRows rows;

    public Ledgers(LedgerRows rows) {
        this.rows = rows;
    }

    /** What was told of the sales of units of one shard. */
    Uni<List<Stored>> of(SqlClient client, short shard, Units units) {
        return client.preparedQuery(OF_UNITS)
                .execute(Tuple.tuple().addShort(shard).addArrayOfLong(units.ids()))
                .map(found -> {
                    List<Stored> stored = new ArrayList<>(found.size());
                    found.forEach(row -> stored.add(stored(row)));
                    return stored;
                });
    }

    /** What was told of one sale; nothing was: an event without entries. */
    public Uni<LedgerEvent> ofSale(SqlClient client, long unit, long sale) {
        return client.preparedQuery(OF_SALE)
                .execute(Tuple.of(Shard.of(unit), unit, sale))
                .map(found -> found.size() == 0
                        ? LedgerEvent.getDefaultInstance()
                        : stored(found.iterator().next()).event());
    }

    /** Writes what changed. */
    Uni<Void> write(SqlConnection tx, List<Change> changes) {
        return tx.preparedQuery(TELL)
                .execute(keys(changes)
                        .addArrayOfLong(changes.stream().map(Change::version).toArray(Long[]::new))
                        .addArrayOfInteger(changes.stream().map(Change::refunds).toArray(Integer[]::new))
                        .addValue(changes.stream()
                                .map(change -> Buffer.buffer(change.content().toByteArray()))
                                .toArray(Buffer[]::new)))
                .chain(() -> rows.clear(
                        tx, keys(changes.stream().filter(Change::replaces).toList())))
                .chain(() -> rows.insert(tx, changes));
    }

    /** Moves the ledgers of sales with their facts; both units are marked by this transaction. */
    public Uni<Void> move(SqlConnection tx, List<Move> moves) {
        Tuple from = Tuple.tuple()
                .addArrayOfShort(
                        moves.stream().map(move -> Shard.of(move.from())).toArray(Short[]::new))
                .addArrayOfLong(moves.stream().map(Move::from).toArray(Long[]::new))
                .addArrayOfLong(moves.stream().map(Move::sale).toArray(Long[]::new));
        Tuple fromAndTo = Tuple.tuple()
                .addArrayOfShort(
                        moves.stream().map(move -> Shard.of(move.from())).toArray(Short[]::new))
                .addArrayOfLong(moves.stream().map(Move::from).toArray(Long[]::new))
                .addArrayOfLong(moves.stream().map(Move::sale).toArray(Long[]::new))
                .addArrayOfShort(moves.stream().map(move -> Shard.of(move.to())).toArray(Short[]::new))
                .addArrayOfLong(moves.stream().map(Move::to).toArray(Long[]::new));
        return rows.clear(tx, from)
                .chain(() -> tx.preparedQuery(MOVE).execute(fromAndTo))
                .replaceWithVoid();
    }

    private static Tuple keys(List<Change> changes) {
        return Tuple.tuple()
                .addArrayOfShort(
                        changes.stream().map(change -> Shard.of(change.unit())).toArray(Short[]::new))
                .addArrayOfLong(changes.stream().map(Change::unit).toArray(Long[]::new))
                .addArrayOfLong(changes.stream().map(Change::sale).toArray(Long[]::new));
    }

    private static Stored stored(Row row) {
        return new Stored(
                row.getLong(0), row.getLong(1), row.getLong(2), row.getBuffer(3).getBytes());
    }
}
