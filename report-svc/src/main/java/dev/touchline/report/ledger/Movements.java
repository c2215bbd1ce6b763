package dev.touchline.report.ledger;

import dev.touchline.kit.sql.Columns;
import dev.touchline.kit.time.ProtoTime;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The journal: by how much each sale differs from what it was at the last cut, and why. The open cut follows the feed, so
 * what came and went between two cuts, as in a replay, leaves nothing behind. Closed cuts never change.
 */
final class Movements {

    private static final String OPEN_CUT = "SELECT last + 1 FROM publication_head";

    private static final String SETTLED =
            """
            SELECT sale_id, day, booked_day, ledger, channel, brand, currency, campaign, store, guide, partner,
                   sum(paid)::bigint, sum(refunded)::bigint, sum(unmatched)::bigint, sum(touched)::bigint,
                   sum(credited)::bigint
            FROM movement WHERE sale_id = ANY($1) AND cut < $2
            GROUP BY sale_id, day, booked_day, ledger, channel, brand, currency, campaign, store, guide, partner
            """;

    private static final String SETTLED_BASES =
            """
            SELECT DISTINCT ON (sale_id) sale_id, basis, document FROM journal
            WHERE sale_id = ANY($1) AND cut < $2 ORDER BY sale_id, cut DESC
            """;

    private static final String REOPEN = "DELETE FROM movement WHERE sale_id = ANY($1) AND cut = $2";

    private static final String REOPEN_JOURNAL = "DELETE FROM journal WHERE sale_id = ANY($1) AND cut = $2";

    private static final String NOTE =
            """
            INSERT INTO journal (sale_id, cut, cause, document, basis, changed_at)
            SELECT told.sale_id, $6, told.cause, told.document, told.basis, $5
            FROM unnest($1::bigint[], $2::smallint[], $3::text[], $4::bytea[]) AS told (sale_id, cause, document, basis)
            """;

    private static final String MOVE =
            """
            INSERT INTO movement (sale_id, cause, day, booked_day, ledger, channel, brand, currency, campaign, store, guide,
                                  partner, paid, refunded, unmatched, touched, credited, cut)
            SELECT moved.*, $18::bigint
            FROM unnest($1::bigint[], $2::smallint[], $3::date[], $4::date[], $5::smallint[], $6::smallint[], $7::text[],
                        $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::bigint[], $14::bigint[],
                        $15::bigint[], $16::bigint[], $17::bigint[]) AS moved
            """;

    private static final String FORGET = "DELETE FROM movement WHERE cut = $1";

    private static final String FORGET_JOURNAL = "DELETE FROM journal WHERE cut = $1";

    private static final int FIRST_AMOUNT = 11;

    private static final long FIRST_CUT = 1;

    /** A sale at the last cut. */
    private static final class Settled {
        private final Map<Cell, Amounts> cells = new HashMap<>();
        private Basis basis = Basis.ABSENT;
        private String document = "";
        private boolean known;
    }

    private record Moved(long saleId, Cause cause, Cell cell, Amounts amounts) {}

    private record Noted(long saleId, Cause cause, String document, Basis basis) {}

    private Movements() {}

    /** Writes what those sales changed since the last cut; they are told at that instant. */
    static Uni<Void> replace(SqlConnection tx, List<SaleLedger> sales, Instant now) {
        Long[] ids = sales.stream().map(SaleLedger::saleId).sorted().toArray(Long[]::new);
        return openCut(tx).chain(cut -> settled(tx, ids, cut).chain(settled -> tx.preparedQuery(REOPEN)
                .execute(Tuple.of(ids, cut))
                .chain(() -> tx.preparedQuery(REOPEN_JOURNAL).execute(Tuple.of(ids, cut)))
                .chain(() -> write(tx, sales, settled, cut, now))));
    }

    /** Forgets what came after the last cut. What was published is not forgotten: the feed tells it again. */
    static Uni<Void> forget(SqlConnection tx) {
        return openCut(tx)
                .chain(cut -> tx.preparedQuery(FORGET)
                        .execute(Tuple.of(cut))
                        .chain(() -> tx.preparedQuery(FORGET_JOURNAL).execute(Tuple.of(cut))))
                .replaceWithVoid();
    }

    private static Uni<Long> openCut(SqlConnection tx) {
        return CutLock.share(tx)
                .chain(() -> tx.query(OPEN_CUT).execute())
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private static Uni<Map<Long, Settled>> settled(SqlConnection tx, Long[] ids, long cut) {
        Map<Long, Settled> settled = new HashMap<>();
        if (cut == FIRST_CUT) {
            return Uni.createFrom().item(settled);
        }
        return tx.preparedQuery(SETTLED)
                .execute(Tuple.of(ids, cut))
                .invoke(rows -> readCells(rows, settled))
                .chain(() -> tx.preparedQuery(SETTLED_BASES).execute(Tuple.of(ids, cut)))
                .invoke(rows -> readBases(rows, settled))
                .replaceWith(settled);
    }

    private static void readCells(RowSet<Row> rows, Map<Long, Settled> settled) {
        for (Row row : rows) {
            settled.computeIfAbsent(row.getLong(0), sale -> new Settled()).cells.put(cell(row), amounts(row));
        }
    }

    private static void readBases(RowSet<Row> rows, Map<Long, Settled> settled) {
        for (Row row : rows) {
            Settled sale = settled.computeIfAbsent(row.getLong(0), id -> new Settled());
            sale.basis = BasisMessages.parse(row.getBuffer(1).getBytes());
            sale.document = row.getString(2);
            sale.known = true;
        }
    }

    private static Cell cell(Row row) {
        return new Cell(
                row.getLocalDate(1),
                row.getLocalDate(2),
                row.getShort(3),
                row.getShort(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10));
    }

    private static Amounts amounts(Row row) {
        int at = FIRST_AMOUNT;
        return new Amounts(row.getLong(at++), row.getLong(at++), row.getLong(at++), row.getLong(at++), row.getLong(at));
    }

    private static Uni<Void> write(
            SqlConnection tx, List<SaleLedger> sales, Map<Long, Settled> settled, long cut, Instant now) {
        List<Noted> noted = new ArrayList<>();
        List<Moved> moved = new ArrayList<>();
        for (SaleLedger sale : sales) {
            compare(sale, settled.getOrDefault(sale.saleId(), new Settled()), noted, moved);
        }
        Uni<Void> done = Uni.createFrom().voidItem();
        if (!noted.isEmpty()) {
            done = done.chain(() -> note(tx, noted, cut, now));
        }
        return moved.isEmpty() ? done : done.chain(() -> move(tx, moved, cut));
    }

    private static void compare(SaleLedger sale, Settled settled, List<Noted> noted, List<Moved> moved) {
        Map<Cell, Amounts> change = change(settled.cells, sale.cells());
        if (change.isEmpty() && (!settled.known || settled.basis.equals(sale.basis()))) {
            return;
        }
        Cause cause = settled.known ? Cause.between(settled.basis, sale.basis()) : Cause.LATE_DOCUMENT;
        String document = sale.document().isEmpty() ? settled.document : sale.document();
        noted.add(new Noted(sale.saleId(), cause, document, sale.basis()));
        change.forEach((cell, amounts) -> moved.add(new Moved(sale.saleId(), cause, cell, amounts)));
    }

    /** What the new cells are more than the old ones; none that did not change. */
    static Map<Cell, Amounts> change(Map<Cell, Amounts> before, Map<Cell, Amounts> after) {
        Map<Cell, Amounts> change = new HashMap<>();
        after.forEach((cell, amounts) -> change.put(cell, amounts.minus(before.getOrDefault(cell, Amounts.NOTHING))));
        before.forEach((cell, amounts) -> change.putIfAbsent(cell, Amounts.NOTHING.minus(amounts)));
        change.values().removeIf(Amounts::nothing);
        return change;
    }

    private static Uni<Void> note(SqlConnection tx, List<Noted> noted, long cut, Instant now) {
        Tuple parameters = new Columns<>(noted)
                .bigint(Noted::saleId)
                .smallint(note -> note.cause().ordinal())
                .text(Noted::document)
                .parameters()
                .addValue(noted.stream()
                        .map(note -> Buffer.buffer(BasisMessages.bytes(note.basis())))
                        .toArray(Buffer[]::new));
        return tx.preparedQuery(NOTE)
                .execute(parameters.addOffsetDateTime(ProtoTime.stored(now)).addLong(cut))
                .replaceWithVoid();
    }

    private static Uni<Void> move(SqlConnection tx, List<Moved> moved, long cut) {
        return tx.preparedQuery(MOVE)
                .execute(new Columns<>(moved)
                        .bigint(Moved::saleId)
                        .smallint(each -> each.cause().ordinal())
                        .date(each -> each.cell().day())
                        .date(each -> each.cell().bookedDay())
                        .smallint(each -> each.cell().ledger())
                        .smallint(each -> each.cell().channel())
                        .text(each -> each.cell().brand())
                        .text(each -> each.cell().currency())
                        .text(each -> each.cell().campaign())
                        .text(each -> each.cell().store())
                        .text(each -> each.cell().guide())
                        .text(each -> each.cell().partner())
                        .bigint(each -> each.amounts().paid())
                        .bigint(each -> each.amounts().refunded())
                        .bigint(each -> each.amounts().unmatched())
                        .bigint(each -> each.amounts().touched())
                        .bigint(each -> each.amounts().credited())
                        .parameters()
                        .addLong(cut))
                .replaceWithVoid();
    }
}
