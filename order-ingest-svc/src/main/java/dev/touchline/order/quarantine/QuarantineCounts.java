package dev.touchline.order.quarantine;

import dev.touchline.kit.access.Caller;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.order.v1.CountQuarantineRequest;
import dev.touchline.order.v1.CountQuarantineResponse;
import dev.touchline.order.v1.QuarantineCount;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/** How much is in quarantine, by reason and source. */
@ApplicationScoped
public class QuarantineCounts {

    private static final String COUNTS =
            """
            SELECT reason, source, count(*) FILTER (WHERE closed_at IS NULL) AS open, count(closed_at) AS closed,
                   min(quarantined_at) FILTER (WHERE closed_at IS NULL) AS oldest_open
            FROM quarantine
            WHERE left_at IS NULL AND %s
            GROUP BY reason, source
            ORDER BY reason, open DESC, source
            LIMIT 1000
            """
                    .formatted(QuarantineFilter.MATCHES);

    private final QuarantineReads reads;

    public QuarantineCounts(QuarantineReads reads) {
        this.reads = reads;
    }

    /** The counts now. */
    public Uni<CountQuarantineResponse> count(CountQuarantineRequest request, Caller caller) {
        QuarantineFilter filter = QuarantineFilter.of(request, caller);
        return reads.run(COUNTS, filter.addTo(Tuple.tuple())).map(rows -> {
            CountQuarantineResponse.Builder response = CountQuarantineResponse.newBuilder();
            rows.forEach(row -> response.addCounts(count(row)));
            return response.build();
        });
    }

    private static QuarantineCount count(Row row) {
        QuarantineCount.Builder count = QuarantineCount.newBuilder()
                .setReasonValue(row.getShort("reason"))
                .setSource(row.getString("source"))
                .setOpen(row.getLong("open"))
                .setClosed(row.getLong("closed"));
        if (row.getOffsetDateTime("oldest_open") != null) {
            count.setOldestOpen(ProtoTime.timestamp(row.getOffsetDateTime("oldest_open")));
        }
        return count.build();
    }
}
