package dev.touchline.order.pairing;

import dev.touchline.kit.error.Rejection;
import dev.touchline.kit.paging.Page;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.order.v1.DoubtReason;
import dev.touchline.order.v1.DoubtfulPair;
import dev.touchline.order.v1.DoubtfulSale;
import dev.touchline.order.v1.ListDoubtfulRequest;
import dev.touchline.order.v1.ListDoubtfulResponse;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.DocumentType;
import dev.touchline.type.v1.ErrorReason;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/** What looks like one purchase and is counted twice, oldest first, a page at a time. */
@ApplicationScoped
public class DoubtPages {

    private static final String PAGE =
            """
            SELECT doubt.doubt_id, doubt.reason, doubt.since,
                   till.source AS till_source, till.number AS till_number, receipt.store AS till_store,
                   receipt.member AS till_member, receipt.paid_at AS till_paid_at, receipt.currency AS till_currency,
                   receipt.amount_minor AS till_amount, receipt.payment AS till_payment,
                   online.source AS online_source, online.number AS online_number, remote.store AS online_store,
                   remote.member AS online_member, remote.paid_at AS online_paid_at, remote.currency AS online_currency,
                   remote.amount_minor AS online_amount, remote.payment AS online_payment
            FROM doubt
                 JOIN sale AS till ON till.sale_id = doubt.till JOIN candidate AS receipt ON receipt.sale_id = doubt.till
                 JOIN sale AS online ON online.sale_id = doubt.online JOIN candidate AS remote ON remote.sale_id = doubt.online
            WHERE doubt_id > $1 AND ($2::smallint = 0 OR reason = $2) ORDER BY doubt_id LIMIT $3
            """;

    private final Pool pool;

    public DoubtPages(Pool pool) {
        this.pool = pool;
    }

    /** One page. */
    public Uni<ListDoubtfulResponse> list(ListDoubtfulRequest request) {
        Page page = Page.of(request.getPageSize(), request.getPageToken());
        if (DoubtReason.forNumber(request.getReasonValue()) == null) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE, "reason", request.getReasonValue(), "a known value");
        }
        Tuple asked = Tuple.of(page.afterNumber(), (short) request.getReasonValue(), page.size());
        return pool.preparedQuery(PAGE).execute(asked).map(rows -> response(rows, page));
    }

    private static ListDoubtfulResponse response(RowSet<Row> rows, Page page) {
        ListDoubtfulResponse.Builder response = ListDoubtfulResponse.newBuilder();
        long last = 0;
        for (Row row : rows) {
            last = row.getLong("doubt_id");
            response.addPairs(DoubtfulPair.newBuilder()
                    .setDoubtId(last)
                    .setReasonValue(row.getShort("reason"))
                    .setTill(sale(row, "till_"))
                    .setOnline(sale(row, "online_"))
                    .setDoubtedAt(ProtoTime.timestamp(row.getOffsetDateTime("since"))));
        }
        return response.setNextPageToken(page.next(rows.size(), Long.toString(last)))
                .build();
    }

    private static DoubtfulSale sale(Row row, String side) {
        return DoubtfulSale.newBuilder()
                .setKey(DocumentKey.newBuilder()
                        .setSource(row.getString(side + "source"))
                        .setType(DocumentType.DOCUMENT_TYPE_ORDER)
                        .setNumber(row.getString(side + "number")))
                .setStore(row.getString(side + "store"))
                .setMemberId(row.getLong(side + "member"))
                .setPaidAt(ProtoTime.timestamp(row.getOffsetDateTime(side + "paid_at")))
                .setCurrencyCode(row.getString(side + "currency"))
                .setAmountMinor(row.getLong(side + "amount"))
                .setPaymentNumber(row.getString(side + "payment"))
                .build();
    }
}
