package dev.touchline.order.sale;

import dev.touchline.kit.sql.Columns;
import dev.touchline.order.book.Bond;
import dev.touchline.order.book.Entry;
import dev.touchline.order.book.SaleBook;
import dev.touchline.type.v1.DocumentKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The sales: locked by key, in one order everywhere, and changed only under that lock. */
@ApplicationScoped
public class SaleStore {

    // Makes what is missing and locks what is there; DO NOTHING would not lock.
    private static final String LOCK_BY_KEY =
            """
            INSERT INTO sale (source, type, number, version, member)
            SELECT source, type, number, 0, 0
            FROM unnest($1::text[], $2::smallint[], $3::text[]) AS asked (source, type, number)
            ORDER BY source COLLATE "C", type, number COLLATE "C"
            ON CONFLICT (source, type, number) DO UPDATE SET version = sale.version WHERE false
            """;

    private static final String LOCK_BY_ID =
            "SELECT sale_id FROM sale WHERE sale_id = ANY($1) ORDER BY source, type, number FOR UPDATE";

    private static final String BY_KEY =
            """
            SELECT sale.sale_id, sale.source, sale.type, sale.number, sale.version, sale.member, sale.twin_of, sale.twin
            FROM sale JOIN unnest($1::text[], $2::smallint[], $3::text[]) AS asked (source, type, number)
                 USING (source, type, number)
            """;

    private static final String BY_ID =
            "SELECT sale_id, source, type, number, version, member, twin_of, twin FROM sale WHERE sale_id = ANY($1)";

    private static final String CHANGE =
            """
            UPDATE sale SET version = sale.version + 1, member = changed.member
            FROM unnest($1::bigint[], $2::bigint[]) AS changed (sale_id, member)
            WHERE sale.sale_id = changed.sale_id
            """;

    private static final String DELETE_UNUSED = "DELETE FROM sale WHERE sale_id = ANY($1) AND version = 0";

    private final Pool pool;
    private final DocumentStore documents;

    public SaleStore(Pool pool, DocumentStore documents) {
        this.pool = pool;
        this.documents = documents;
    }

    /** Locks sales, new ones made, and reads them with all their documents. */
    public Uni<List<SaleBook>> lock(SqlConnection tx, Collection<DocumentKey> keys) {
        return tx.preparedQuery(LOCK_BY_KEY)
                .execute(Keys.tuple(keys))
                .chain(locked ->
                        tx.preparedQuery(BY_KEY).execute(Keys.tuple(keys))) // later: sees what the lock waited for
                .chain(sales -> withDocuments(tx, sales));
    }

    /** Locks sales by id and reads them with all their documents. */
    public Uni<List<SaleBook>> lockById(SqlConnection tx, Collection<Long> ids) {
        Tuple asked = Tuple.tuple().addArrayOfLong(ids.toArray(Long[]::new));
        return tx.preparedQuery(LOCK_BY_ID)
                .execute(asked)
                .chain(locked -> tx.preparedQuery(BY_ID).execute(asked))
                .chain(sales -> withDocuments(tx, sales));
    }

    /** Sales by id without lock. */
    public Uni<List<SaleBook>> readById(Collection<Long> ids) {
        return pool.preparedQuery(BY_ID)
                .execute(Tuple.tuple().addArrayOfLong(ids.toArray(Long[]::new)))
                .chain(sales -> withDocuments(pool, sales));
    }

    /** One sale without lock; an empty list if there is none. */
    public Uni<List<SaleBook>> read(DocumentKey key) {
        return pool.preparedQuery(BY_KEY).execute(Keys.tuple(List.of(key))).chain(sales -> withDocuments(pool, sales));
    }

    /** Counts the version of changed sales up by one and stores their members. */
    Uni<Void> change(SqlConnection tx, List<SaleBook> changed) {
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(CHANGE)
                .execute(new Columns<>(changed)
                        .bigint(SaleBook::saleId)
                        .bigint(SaleBook::member)
                        .parameters())
                .replaceWithVoid();
    }

    /** Deletes sales that were made for a batch and not used. */
    Uni<Void> deleteUnused(SqlConnection tx, Collection<SaleBook> sales) {
        Long[] unused = sales.stream()
                .filter(sale -> sale.version() == 0 && sale.entries().isEmpty())
                .map(SaleBook::saleId)
                .toArray(Long[]::new);
        return unused.length == 0
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(DELETE_UNUSED)
                        .execute(Tuple.tuple().addArrayOfLong(unused))
                        .replaceWithVoid();
    }

    private Uni<List<SaleBook>> withDocuments(SqlClient client, RowSet<Row> sales) {
        List<Long> existing = new ArrayList<>();
        for (Row sale : sales) {
            if (sale.getLong("version") > 0) {
                existing.add(sale.getLong("sale_id"));
            }
        }
        return documents.entries(client, existing).map(entries -> {
            List<SaleBook> books = new ArrayList<>();
            sales.forEach(sale -> books.add(book(sale, entries)));
            return books;
        });
    }

    private static SaleBook book(Row sale, Map<Long, List<Entry>> entries) {
        long id = sale.getLong("sale_id");
        return new SaleBook(
                id,
                Keys.of(sale),
                new SaleBook.Row(
                        sale.getLong("version"),
                        sale.getLong("member"),
                        new Bond(sale.getLong("twin_of"), sale.getLong("twin"))),
                entries.getOrDefault(id, List.of()));
    }
}
