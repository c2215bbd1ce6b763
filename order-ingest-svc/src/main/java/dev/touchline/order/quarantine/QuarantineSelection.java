package dev.touchline.order.quarantine;

import dev.touchline.kit.access.Caller;
import dev.touchline.kit.error.Check;
import dev.touchline.kit.paging.Page;
import dev.touchline.order.v1.ReplayMatchingRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * The open documents that a filter means, oldest first, a page at a time. The first page fixes the newest of them: a
 * quarantine that fills while it is replayed does not keep the replay going for ever.
 */
@ApplicationScoped
public class QuarantineSelection {

    private static final int MAX_PAGE = 500;

    // All documents of a page are in memory at once: large ones make it shorter.
    private static final int MAX_BYTES = 8 << 20;

    private static final String NEWEST = "SELECT coalesce(max(quarantine_id), 0) FROM quarantine";

    private static final String PAGE =
            """
            WITH found AS (
                SELECT quarantine_id, octet_length(body) AS bytes
                FROM quarantine
                WHERE left_at IS NULL AND closed_at IS NULL AND quarantine_id > $8 AND quarantine_id <= $9
                  AND ($10::smallint = 0 OR reason = $10)
                  AND %s
                ORDER BY quarantine_id LIMIT $11)
            SELECT quarantine_id
            FROM (SELECT quarantine_id, sum(bytes) OVER (ORDER BY quarantine_id) - bytes AS before FROM found) AS summed
            WHERE before < $12
            ORDER BY quarantine_id
            """
                    .formatted(QuarantineFilter.MATCHES);

    private final Pool pool;
    private final QuarantineReads reads;

    QuarantineSelection(Pool pool, QuarantineReads reads) {
        this.pool = pool;
        this.reads = reads;
    }

    /**
     * A page of ids.
     *
     * @param next token of the page after it; empty: this was the last
     */
    public record Selected(List<Long> ids, String next) {}

    private record Range(long after, long upTo) {}

    /** One page of what the caller may see. */
    public Uni<Selected> page(ReplayMatchingRequest request, Caller caller) {
        Check.range("page_size", request.getPageSize(), 0, MAX_PAGE);
        Page page = Page.of(request.getPageSize() == 0 ? MAX_PAGE : request.getPageSize(), request.getPageToken());
        QuarantineFilter filter = QuarantineFilter.of(request, caller);
        return range(page, request.getPageToken()).chain(range -> reads.run(
                        PAGE,
                        filter.addTo(Tuple.tuple())
                                .addLong(range.after())
                                .addLong(range.upTo())
                                .addShort((short) request.getReasonValue())
                                .addInteger(page.size())
                                .addLong((long) MAX_BYTES))
                .map(rows -> rows.stream().map(row -> row.getLong(0)).toList())
                .map(ids -> new Selected(ids, next(page, ids, range))));
    }

    // A page that is short because its documents are large is not the last one: only one without any is.
    private static String next(Page page, List<Long> ids, Range range) {
        return ids.isEmpty() ? "" : page.next(page.size(), ids.get(ids.size() - 1) + "." + range.upTo());
    }

    private Uni<Range> range(Page page, String token) {
        if (page.after().isEmpty()) {
            return pool.query(NEWEST)
                    .execute()
                    .map(rows -> new Range(0, rows.iterator().next().getLong(0)));
        }
        if (!page.after().matches("\\d{1,18}\\.\\d{1,18}")) {
            throw Page.malformed(token);
        }
        int dot = page.after().indexOf('.');
        return Uni.createFrom()
                .item(new Range(
                        Long.parseLong(page.after().substring(0, dot)),
                        Long.parseLong(page.after().substring(dot + 1))));
    }
}
