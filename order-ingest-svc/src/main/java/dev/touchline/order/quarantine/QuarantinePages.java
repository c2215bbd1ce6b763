package dev.touchline.order.quarantine;

import dev.touchline.kit.access.Caller;
import dev.touchline.kit.error.Rejection;
import dev.touchline.kit.paging.Page;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.order.sale.DocumentStore;
import dev.touchline.order.v1.ListQuarantineRequest;
import dev.touchline.order.v1.ListQuarantineResponse;
import dev.touchline.order.v1.QuarantineState;
import dev.touchline.order.v1.QuarantinedDocument;
import dev.touchline.type.v1.ErrorReason;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The quarantine, oldest first, a page at a time; and one document of it. */
@ApplicationScoped
public class QuarantinePages {

    // A page ends early rather than grow beyond what one message may hold.
    private static final int MAX_BYTES = 8 << 20;

    // The state is part of the text, or no partial index would serve it.
    private static final String PAGE =
            """
            SELECT quarantine_id, reason, message, body, quarantined_at, left_at, closed_at
            FROM quarantine
            WHERE %s AND quarantine_id > $8 AND ($9::smallint = 0 OR reason = $9)
              AND %s
            ORDER BY quarantine_id LIMIT $10
            """;
    private static final String OPEN =
            PAGE.formatted("left_at IS NULL AND closed_at IS NULL", QuarantineFilter.MATCHES);
    private static final String CLOSED =
            PAGE.formatted("left_at IS NULL AND closed_at IS NOT NULL", QuarantineFilter.MATCHES);
    private static final String LEFT = PAGE.formatted("left_at IS NOT NULL", QuarantineFilter.MATCHES);

    private static final String ONE =
            """
            SELECT quarantine_id, reason, message, body, quarantined_at, left_at, closed_at
            FROM quarantine WHERE quarantine_id = $1
            """;

    private final Pool pool;
    private final QuarantineReads reads;

    public QuarantinePages(Pool pool, QuarantineReads reads) {
        this.pool = pool;
        this.reads = reads;
    }

    /** One page of what the caller may see. */
    public Uni<ListQuarantineResponse> list(ListQuarantineRequest request, Caller caller) {
        Page page = Page.of(request.getPageSize(), request.getPageToken());
        QuarantineFilter filter = QuarantineFilter.of(request, caller);
        Tuple parameters = filter.addTo(Tuple.tuple())
                .addLong(page.afterNumber())
                .addShort((short) request.getReasonValue())
                .addInteger(page.size());
        return reads.run(statement(request.getState()), parameters).map(rows -> response(rows, page));
    }

    private static String statement(QuarantineState state) {
        return switch (state) {
            case QUARANTINE_STATE_UNSPECIFIED, QUARANTINE_STATE_OPEN -> OPEN;
            case QUARANTINE_STATE_CLOSED -> CLOSED;
            case QUARANTINE_STATE_LEFT -> LEFT;
            case UNRECOGNIZED ->
                throw Rejection.field(
                        ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE, "state", "unknown", "open, closed or left");
        };
    }

    /** A document by its id, whoever asks; empty: it was never in quarantine. */
    public Uni<Optional<QuarantinedDocument>> find(long id) {
        return pool.preparedQuery(ONE)
                .execute(Tuple.of(id))
                .map(rows -> rows.stream().map(QuarantinePages::document).findFirst());
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
                .setState(state(row))
                .build();
    }

    private static QuarantineState state(Row row) {
        if (row.getOffsetDateTime("left_at") != null) {
            return QuarantineState.QUARANTINE_STATE_LEFT;
        }
        return row.getOffsetDateTime("closed_at") == null
                ? QuarantineState.QUARANTINE_STATE_OPEN
                : QuarantineState.QUARANTINE_STATE_CLOSED;
    }
}
