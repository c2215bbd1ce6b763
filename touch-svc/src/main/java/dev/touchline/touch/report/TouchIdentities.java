package dev.touchline.touch.report;

import com.google.protobuf.ByteString;
import dev.touchline.feed.v1.FeedService;
import dev.touchline.kit.identity.Identities;
import dev.touchline.kit.identity.IdentityHandler;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Gives waiting touches their member once member-svc's feed tells who it is. */
@Singleton
class TouchIdentities extends IdentityHandler {

    private final Touches touches;
    private final Waiting waiting;
    private final TouchWrites writes;

    TouchIdentities(
            @GrpcClient("member-svc") FeedService source,
            Identities identities,
            Touches touches,
            Waiting waiting,
            TouchWrites writes) {
        super(source, identities);
        this.touches = touches;
        this.waiting = waiting;
        this.writes = writes;
    }

    @Override
    protected Uni<Void> identified(SqlConnection tx, Map<ByteString, Long> members) {
        return waiting.touchesOf(tx, members.keySet())
                .chain(best -> best.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : touches.lockUnidentified(tx, best.keySet())
                                .chain(locked -> identify(tx, locked, best, members)));
    }

    private Uni<Void> identify(
            SqlConnection tx, List<TouchState> locked, Map<Long, ByteString> best, Map<ByteString, Long> members) {
        List<TouchState> identified = locked.stream()
                .map(touch -> new TouchState(
                        touch.id(),
                        touch.key(),
                        touch.version() + 1,
                        touch.journey().identified(members.get(best.get(touch.id())))))
                .toList();
        return touches.update(tx, identified)
                .chain(() -> waiting.delete(
                        tx, identified.stream().map(TouchState::id).toList()))
                .chain(() -> writes.tell(tx, identified));
    }
}
