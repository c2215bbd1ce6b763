package dev.touchline.report.freshness;

import dev.touchline.kit.feed.FeedCursors;
import dev.touchline.kit.feed.FeedCursors.Cursor;
import dev.touchline.operations.v1.Backlog;
import dev.touchline.operations.v1.GetProgressResponse;
import dev.touchline.report.ledger.LedgerHandler;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** How many events of the ledger wait to be read here. */
@ApplicationScoped
public class LedgerLag {

    private static final long UNKNOWN = -1;

    private final AttributionClient attribution;
    private final FeedCursors cursors;
    private final Pool pool;
    private final String feed;

    public LedgerLag(AttributionClient attribution, FeedCursors cursors, Pool pool, LedgerHandler handler) {
        this.attribution = attribution;
        this.cursors = cursors;
        this.pool = pool;
        this.feed = handler.feed();
    }

    /** Recorded there and not applied here; -1 if attribution-svc does not answer. Never fails. */
    public Uni<Long> events() {
        return attribution
                .progress()
                .chain(ledger -> cursors.all(pool).map(all -> lag(ledger, ofLedger(all))))
                .onFailure()
                .recoverWithItem(UNKNOWN);
    }

    /** The same, and the persons that wait to be folded there; -1 if attribution-svc does not answer. Never fails. */
    public Uni<Long> waiting() {
        return attribution
                .progress()
                .chain(ledger -> cursors.all(pool)
                        .map(all -> lag(ledger, ofLedger(all))
                                + ledger.getBacklogsList().stream()
                                        .filter(Backlog::getBlocksCompletion)
                                        .mapToLong(Backlog::getCount)
                                        .sum()))
                .onFailure()
                .recoverWithItem(UNKNOWN);
    }

    private List<Cursor> ofLedger(List<Cursor> all) {
        return all.stream().filter(cursor -> cursor.feed().equals(feed)).toList();
    }

    /** A cursor of another epoch has read nothing of this one. */
    static long lag(GetProgressResponse ledger, List<Cursor> cursors) {
        long recorded = ledger.getInbox()
                + ledger.getHeadsList().stream().mapToLong(Long::longValue).sum();
        long applied = cursors.stream()
                .filter(cursor -> cursor.epoch().equals(ledger.getEpoch()))
                .mapToLong(Cursor::position)
                .sum();
        return Math.max(0, recorded - applied); // cursors are read later and may have overtaken the answer
    }
}
