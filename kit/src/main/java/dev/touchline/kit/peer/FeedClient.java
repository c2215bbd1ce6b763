package dev.touchline.kit.peer;

import dev.touchline.feed.v1.FeedService;
import dev.touchline.feed.v1.ReadFeedRequest;
import dev.touchline.feed.v1.ReadFeedResponse;
import dev.touchline.kit.loop.Stopping;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every read of a peer's feed. It ends by its deadline, and when this process stops; it is refused at once while the peer is
 * known to be away. It is never repeated here: the rest of the feed's follower is the one retry.
 */
@ApplicationScoped
public class FeedClient {

    private final PeerConfig config;
    private final Stopping stopping;
    private final Map<String, FeedOwner> owners = new ConcurrentHashMap<>();

    public FeedClient(PeerConfig config, Stopping stopping) {
        this.config = config;
        this.stopping = stopping;
    }

    /**
     * Reads a feed of the service {@code owner}.
     *
     * @return its answer; fails with what the owner said, DEADLINE_EXCEEDED, or UNAVAILABLE while the owner is left alone, too
     *     many read it, or this process stops
     */
    public Uni<ReadFeedResponse> readFeed(String owner, FeedService feed, ReadFeedRequest request) {
        return owners.computeIfAbsent(owner, name -> new FeedOwner(name, config, stopping))
                .read(feed, request);
    }
}
