package dev.touchline.order.sale;

import com.google.protobuf.ByteString;
import dev.touchline.kit.identity.Identities;
import dev.touchline.kit.sql.Columns;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.order.book.Books;
import dev.touchline.order.document.Buyer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Identifiers that nobody knows yet, and the documents that wait for them. Rows are added under the lock of the identity
 * and deleted under the lock of the sale.
 */
@ApplicationScoped
public class WaitingStore {

    private static final String WAIT =
            """
            INSERT INTO waiting (hash, document_id, sale_id, rank, since)
            SELECT hash, document_id, sale_id, rank, $5
            FROM unnest($1::bytea[], $2::bigint[], $3::bigint[], $4::smallint[]) AS waits (hash, document_id, sale_id, rank)
            """;

    private static final String SALES =
            """
            SELECT sale_id FROM sale WHERE sale_id IN (SELECT sale_id FROM waiting WHERE hash = ANY($1))
            ORDER BY source, type, number
            """;

    private static final String TAKE =
            """
            DELETE FROM waiting WHERE hash = ANY($1) AND sale_id = ANY($2)
            RETURNING hash, document_id, sale_id, rank
            """;

    private static final String FORGET = "DELETE FROM waiting WHERE document_id = ANY($1)";

    /** A document that waited for an identifier. */
    public record Waiting(ByteString hash, long documentId, long saleId, int rank) {}

    /** Replaced documents wait no longer. */
    Uni<Void> forget(SqlConnection tx, List<Books.Left> replaced) {
        if (replaced.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(FORGET)
                .execute(new Columns<>(replaced).bigint(Books.Left::documentId).parameters())
                .replaceWithVoid();
    }

    /** Fresh documents begin to wait. */
    Uni<Void> begin(SqlConnection tx, List<Placed> fresh, Instant now) {
        List<Waiting> waiting = new ArrayList<>();
        for (Placed placed : fresh) {
            for (Buyer.Unknown unknown : placed.entry().unknown()) {
                waiting.add(new Waiting(unknown.hash(), placed.documentId(), placed.saleId(), unknown.rank()));
            }
        }
        if (waiting.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple waits = new Columns<>(waiting)
                .bytea(Waiting::hash)
                .bigint(Waiting::documentId)
                .bigint(Waiting::saleId)
                .smallint(Waiting::rank)
                .parameters()
                .addOffsetDateTime(ProtoTime.stored(now));
        return tx.preparedQuery(WAIT).execute(waits).replaceWithVoid();
    }

    /** The sales that wait for identifiers, in the order in which sales are locked. */
    public Uni<List<Long>> sales(SqlConnection tx, Collection<ByteString> hashes) {
        return tx.preparedQuery(SALES).execute(asked(hashes)).map(rows -> {
            List<Long> sales = new ArrayList<>();
            rows.forEach(row -> sales.add(row.getLong(0)));
            return sales;
        });
    }

    /** Takes out what waited for identifiers in some sales, which are locked. */
    public Uni<List<Waiting>> take(SqlConnection tx, Collection<ByteString> hashes, List<Long> sales) {
        Tuple asked = asked(hashes).addArrayOfLong(sales.toArray(Long[]::new));
        return tx.preparedQuery(TAKE).execute(asked).map(rows -> {
            List<Waiting> waiting = new ArrayList<>();
            rows.forEach(row -> waiting.add(waiting(row)));
            return waiting;
        });
    }

    private static Tuple asked(Collection<ByteString> hashes) {
        return Tuple.tuple().addValue(Identities.buffers(hashes));
    }

    private static Waiting waiting(Row row) {
        return new Waiting(
                ByteString.copyFrom(row.getBuffer("hash").getBytes()),
                row.getLong("document_id"),
                row.getLong("sale_id"),
                row.getShort("rank"));
    }
}
