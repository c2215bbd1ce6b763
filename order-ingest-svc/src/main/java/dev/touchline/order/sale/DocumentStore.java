package dev.touchline.order.sale;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.touchline.kit.sql.Columns;
import dev.touchline.order.book.Books;
import dev.touchline.order.book.Entry;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.type.v1.DocumentKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Documents that stand, and the keys by which they are known again. */
@ApplicationScoped
public class DocumentStore {

    private static final String STANDING =
            """
            SELECT coalesce(known.document_id, nextval('document_ids')) AS document_id, coalesce(known.sale_id, 0) AS sale_id,
                   known.version, known.content_hash, coalesce(document.set_aside, false) AS set_aside,
                   sale.source, sale.type, sale.number
            FROM unnest($1::text[], $2::smallint[], $3::text[]) WITH ORDINALITY AS asked (source, type, number, nr)
                 LEFT JOIN document_key AS known
                      ON (known.source, known.type, known.number) = (asked.source, asked.type, asked.number)
                 LEFT JOIN document ON (document.sale_id, document.document_id) = (known.sale_id, known.document_id)
                 LEFT JOIN sale ON sale.sale_id = known.sale_id
            ORDER BY asked.nr
            """;

    private static final String ONE =
            """
            SELECT document.body, document.set_aside
            FROM document_key AS known JOIN document USING (sale_id, document_id)
            WHERE (known.source, known.type, known.number) = ($1, $2, $3)
            """;

    private static final String BY_SALE =
            """
            SELECT sale_id, document_id, member, member_rank, earlier_accepted, set_aside, paired, body
            FROM document WHERE sale_id = ANY($1)
            """;

    // Answers fewer rows than it was given if somebody else took a key in the meantime.
    private static final String SAVE_KEYS =
            """
            INSERT INTO document_key (source, type, number, document_id, sale_id, version, content_hash)
            SELECT * FROM unnest($1::text[], $2::smallint[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bytea[])
                          AS saved (source, type, number, document_id, sale_id, version, content_hash)
            ORDER BY source COLLATE "C", type, number COLLATE "C"
            ON CONFLICT (source, type, number) DO UPDATE
            SET sale_id = excluded.sale_id, version = excluded.version, content_hash = excluded.content_hash
            WHERE document_key.document_id = excluded.document_id
            """;

    private static final String SAVE_DOCUMENTS =
            """
            INSERT INTO document (sale_id, document_id, type, occurred_at, currency, amount_minor, member, member_rank,
                                  earlier_accepted, set_aside, paired, body)
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::smallint[], $4::timestamptz[], $5::text[], $6::bigint[],
                                 $7::bigint[], $8::smallint[], $9::integer[], $10::boolean[], $11::boolean[], $12::bytea[])
            ON CONFLICT (sale_id, document_id) DO UPDATE
            SET occurred_at = excluded.occurred_at, currency = excluded.currency, amount_minor = excluded.amount_minor,
                member = excluded.member, member_rank = excluded.member_rank,
                earlier_accepted = excluded.earlier_accepted, set_aside = excluded.set_aside, paired = excluded.paired,
                body = excluded.body
            """;

    private static final String DELETE_REPLACED =
            """
            DELETE FROM document USING unnest($1::bigint[], $2::bigint[]) AS gone (sale_id, document_id)
            WHERE (document.sale_id, document.document_id) = (gone.sale_id, gone.document_id)
            """;

    /** A document that stands under a key, maybe set aside. */
    public record Stored(AcceptedDocument accepted, boolean setAside) {}

    /** The document that stands under a key; empty: none. */
    public Uni<Optional<Stored>> stored(SqlClient client, DocumentKey key) {
        Tuple asked = Tuple.of(key.getSource(), (short) key.getTypeValue(), key.getNumber());
        return client.preparedQuery(ONE).execute(asked).map(rows -> rows.stream()
                .map(row -> new Stored(parse(row.getBuffer("body").getBytes()), row.getBoolean("set_aside")))
                .findFirst());
    }

    /** What stands under keys, in their order. */
    public Uni<List<Standing>> standing(SqlClient client, Collection<DocumentKey> keys) {
        return client.preparedQuery(STANDING).execute(Keys.tuple(keys)).map(rows -> {
            List<Standing> standing = new ArrayList<>(rows.size());
            rows.forEach(row -> standing.add(standing(row)));
            return standing;
        });
    }

    /** The documents of sales, by sale id. */
    public Uni<Map<Long, List<Entry>>> entries(SqlClient client, List<Long> sales) {
        if (sales.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        Tuple asked = Tuple.tuple().addArrayOfLong(sales.toArray(Long[]::new));
        return client.preparedQuery(BY_SALE).execute(asked).map(rows -> {
            Map<Long, List<Entry>> entries = new HashMap<>();
            for (Row row : rows) {
                entries.computeIfAbsent(row.getLong("sale_id"), sale -> new ArrayList<>())
                        .add(entry(row));
            }
            return entries;
        });
    }

    /** Deletes documents that newer versions replaced. */
    Uni<Void> deleteReplaced(SqlConnection tx, List<Books.Left> left) {
        if (left.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(DELETE_REPLACED)
                .execute(new Columns<>(left)
                        .bigint(Books.Left::saleId)
                        .bigint(Books.Left::documentId)
                        .parameters())
                .replaceWithVoid();
    }

    /** Saves the keys of fresh documents. */
    Uni<Void> saveKeys(SqlConnection tx, List<Placed> fresh) {
        if (fresh.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple saved = Keys.columns(fresh, placed -> placed.entry().key())
                .bigint(Placed::documentId)
                .bigint(Placed::saleId)
                .bigint(placed -> placed.entry().accepted().getDocument().getVersion())
                .bytea(Placed::contentHash)
                .parameters();
        return tx.preparedQuery(SAVE_KEYS)
                .execute(saved)
                .invoke(rows -> {
                    if (rows.rowCount() != fresh.size()) {
                        throw new Contended("A document key was taken by another transaction");
                    }
                })
                .replaceWithVoid();
    }

    /** Saves documents, new or changed. */
    Uni<Void> save(SqlConnection tx, List<Placed> changed) {
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple saved = new Columns<>(changed)
                .bigint(Placed::saleId)
                .bigint(Placed::documentId)
                .smallint(placed -> placed.entry().key().getTypeValue())
                .timestamptz(Placed::occurredAt)
                .text(Placed::currency)
                .bigint(Placed::amountMinor)
                .bigint(placed -> placed.entry().member())
                .smallint(placed -> placed.entry().memberRank())
                .integer(placed -> placed.entry().earlierAccepted())
                .bool(Placed::setAside)
                .bool(Placed::paired)
                .bytea(placed -> placed.entry().accepted().toByteString())
                .parameters();
        return tx.preparedQuery(SAVE_DOCUMENTS).execute(saved).replaceWithVoid();
    }

    private static Standing standing(Row row) {
        boolean exists = row.getString("source") != null;
        return new Standing(
                row.getLong("document_id"),
                row.getLong("sale_id"),
                exists ? Keys.of(row) : null,
                exists ? row.getLong("version") : 0,
                exists ? ByteString.copyFrom(row.getBuffer("content_hash").getBytes()) : ByteString.EMPTY,
                row.getBoolean("set_aside"));
    }

    private static Entry entry(Row row) {
        return new Entry(
                row.getLong("document_id"),
                parse(row.getBuffer("body").getBytes()),
                row.getLong("member"),
                row.getShort("member_rank"),
                List.of(),
                row.getInteger("earlier_accepted"),
                row.getBoolean("set_aside"),
                row.getBoolean("paired"),
                Entry.State.STORED);
    }

    /** A stored body. */
    public static AcceptedDocument parse(byte[] body) {
        try {
            return AcceptedDocument.parseFrom(body);
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("A stored document cannot be read", broken);
        }
    }
}
