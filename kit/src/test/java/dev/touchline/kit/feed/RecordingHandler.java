package dev.touchline.kit.feed;

import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.feed.v1.FeedService;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes down every application of every event, so that a loss, a repetition or a wrong order shows. */
@ApplicationScoped
public class RecordingHandler implements FeedHandler {

    private final AtomicInteger failEvery = new AtomicInteger();
    private final AtomicInteger batches = new AtomicInteger();
    private final FeedService source;

    public RecordingHandler(@GrpcClient("member-svc") FeedService source) {
        this.source = source;
    }

    /** Fails every so many batches after it has written; 0: never. */
    void failEvery(int batches) {
        failEvery.set(batches);
    }

    @Override
    public String feed() {
        return "member-svc";
    }

    @Override
    public FeedService source() {
        return source;
    }

    @Override
    public Uni<Void> apply(SqlConnection tx, List<FeedEvent> events) {
        String[] keys = events.stream().map(FeedEvent::getKey).toArray(String[]::new);
        Long[] versions = events.stream()
                .map(event -> Long.valueOf(event.getBody().toStringUtf8()))
                .toArray(Long[]::new);
        return tx.preparedQuery("INSERT INTO applied (key, version) SELECT * FROM unnest($1::text[], $2::bigint[])")
                .execute(Tuple.of(keys, versions))
                .replaceWithVoid()
                .invoke(this::failSometimes);
    }

    @Override
    public Uni<Void> forget(SqlConnection tx) {
        return tx.query("TRUNCATE applied").execute().replaceWithVoid();
    }

    private void failSometimes() {
        int every = failEvery.get();
        if (every > 0 && batches.incrementAndGet() % every == 0) {
            throw new IllegalStateException("Made to fail after it has written");
        }
    }
}
