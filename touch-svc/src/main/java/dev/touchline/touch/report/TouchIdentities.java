package dev.touchline.touch.report;

import com.google.protobuf.ByteString;
import dev.touchline.feed.v1.FeedService;
import dev.touchline.kit.identity.Identities;
import dev.touchline.kit.identity.IdentityHandler;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives touches their member once member-svc's feed tells who it is: the first one, or a better one. */
@Singleton
class TouchIdentities extends IdentityHandler {

    private final Touches touches;
    private final Candidates candidates;
    private final TouchWrites writes;

    TouchIdentities(
            @GrpcClient("member-svc") FeedService source,
            Identities identities,
            Touches touches,
            Candidates candidates,
            TouchWrites writes) {
        super(source, identities);
        this.touches = touches;
        this.candidates = candidates;
        this.writes = writes;
    }

    @Override
    protected Uni<Void> identified(SqlConnection tx, Map<ByteString, Long> members) {
        return candidates
                .touchesOf(tx, members)
                .chain(ids -> ids.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : touches.lock(tx, ids).chain(locked -> identify(tx, locked, members)));
    }

    private Uni<Void> identify(SqlConnection tx, List<TouchState> locked, Map<ByteString, Long> members) {
        Map<String, Long> told = new HashMap<>();
        members.forEach((hash, member) -> told.put(Candidates.digits(hash), member));
        List<TouchState> identified = locked.stream()
                .filter(touch -> touch.journey().told(told).differs(touch.journey()))
                .map(touch -> new TouchState(
                        touch.id(),
                        touch.key(),
                        touch.version() + 1,
                        touch.journey().told(told)))
                .toList();
        return candidates
                .learn(tx, members)
                .chain(() -> touches.update(tx, identified))
                .chain(() -> writes.tell(tx, identified));
    }
}
