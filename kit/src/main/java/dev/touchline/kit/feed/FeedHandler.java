package dev.touchline.kit.feed;

import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.feed.v1.FeedService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/**
 * What a service does with the events of another's feed. One bean for each feed that the service follows; {@link
 * FeedFollower} brings the events.
 */
public interface FeedHandler {

    /** The feed: the name of the service that owns it, e.g. {@code "member-svc"}. Also the cursor's name. */
    String feed();

    /** The owner's feed service, an injected gRPC client. */
    FeedService source();

    /**
     * Applies events in the transaction that moves the cursor. May be called again with the same events; applying twice
     * changes nothing. Events come in order within a key; versions that are not newer than what is stored are ignored.
     */
    Uni<Void> apply(SqlConnection tx, List<FeedEvent> events);

    /**
     * Forgets everything learned from this feed, in the transaction that sets its cursors to zero, so that reading again
     * gives the same as reading for the first time.
     */
    Uni<Void> forget(SqlConnection tx);
}
