package dev.touchline.order.quarantine;

import dev.touchline.kit.error.Rejection;
import dev.touchline.kit.paging.Page;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.order.sale.DocumentStore;
import dev.touchline.order.v1.ListQuarantineRequest;
import dev.touchline.order.v1.ListQuarantineResponse;
import dev.touchline.order.v1.QuarantinedDocument;
import dev.touchline.type.v1.ErrorReason;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/** The quarantine, oldest first, a page at a time. */
@ApplicationScoped
public class QuarantinePages {

    // A page ends early rather than grow beyond what one message may hold.
    private static final int MAX_BYTES = 8 << 20;

    private static final String PAGE =
            """
            SELECT quarantine_id, reason, message, body, quarantined_at
            FROM quarantine
            WHERE left_at IS NULL AND quarantine_id > $1 AND ($2 = 0 OR reason = $2)
            ORDER BY quarantine_id LIMIT $3
            """;

    private final Pool pool;

    public QuarantinePages(Pool pool) {
        this.pool = pool;
    }

    /** One page. */
    public Uni<ListQuarantineResponse> list(ListQuarantineRequest request) {
        Page page = Page.of(request.getPageSize(), request.getPageToken());
        short reason = (short) request.getReasonValue();
        return pool.preparedQuery(PAGE)
                .execute(Tuple.of(after(page, request.getPageToken()), reason, page.size()))
                .map(rows -> response(rows, page));
    }

    private static long after(Page page, String token) {
        try {
            return page.after().isEmpty() ? 0 : Long.parseLong(page.after());
        } catch (NumberFormatException foreign) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_FIELD_MALFORMED,
                    "page_token",
                    token,
                    "next_page_token of the answer before");
        }
    }

    private static ListQuarantineResponse response(RowSet<Row> rows, Page page) {
        ListQuarantineResponse.Builder response = ListQuarantineResponse.newBuilder();
        int bytes = 0;
        long last = 0;
        for (Row row : rows) {
            QuarantinedDocument document = document(row);
            bytes += document.getSerializedSize();
            if (bytes > MAX_BYTES && response.getDocumentsCount() > 0) {
                return response.setNextPageToken(page.next(page.size(), Long.toString(last)))
                        .build();
            }
            response.addDocuments(document);
            last = document.getQuarantineId();
        }
        return response.setNextPageToken(page.next(rows.size(), Long.toString(last)))
                .build();
    }

    private static QuarantinedDocument document(Row row) {
        return QuarantinedDocument.newBuilder()
                .setQuarantineId(row.getLong("quarantine_id"))
                .setDocument(DocumentStore.parse(row.getBuffer("body").getBytes()))
                .setReasonValue(row.getShort("reason"))
                .setMessage(row.getString("message"))
                .setQuarantinedAt(ProtoTime.timestamp(row.getOffsetDateTime("quarantined_at")))
                .build();
    }
}
