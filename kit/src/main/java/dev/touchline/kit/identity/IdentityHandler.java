package dev.touchline.kit.identity;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.feed.v1.FeedService;
import dev.touchline.kit.feed.FeedHandler;
import dev.touchline.member.v1.Member;
import dev.touchline.member.v1.MemberEvent;
import dev.touchline.type.v1.IdentifierHash;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows member-svc to learn which member an identifier points at, and tells the service about news, so that it can give
 * waiting facts their member. An identifier never moves to another member (members merge instead), so versions do not
 * matter here.
 */
public abstract class IdentityHandler implements FeedHandler {

    private final FeedService source;
    private final Identities identities;

    protected IdentityHandler(FeedService source, Identities identities) {
        this.source = source;
        this.identities = identities;
    }

    /** Gives waiting facts their member, in the transaction that learned it. May be called again with the same. */
    protected abstract Uni<Void> identified(SqlConnection tx, Map<ByteString, Long> members);

    /** Hears of members as they are now, after {@link #identified}, in the same transaction. Oldest first. */
    protected Uni<Void> heard(SqlConnection tx, List<Member> members) {
        return Uni.createFrom().voidItem();
    }

    /** Everything will be told again, maybe otherwise. */
    protected Uni<Void> forgotten(SqlConnection tx) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public final String feed() {
        return "member-svc";
    }

    @Override
    public final FeedService source() {
        return source;
    }

    @Override
    public final Uni<Void> apply(SqlConnection tx, List<FeedEvent> events) {
        List<Member> heard = events.stream().map(IdentityHandler::member).toList();
        Map<ByteString, Long> members = new HashMap<>();
        heard.forEach(member -> collect(member, members));
        return identities
                .learn(tx, members)
                .chain(news -> news.isEmpty() ? Uni.createFrom().voidItem() : identified(tx, news))
                .chain(() -> heard(tx, heard));
    }

    @Override
    public final Uni<Void> forget(SqlConnection tx) {
        return identities.forget(tx).chain(() -> forgotten(tx));
    }

    private static void collect(Member member, Map<ByteString, Long> members) {
        for (IdentifierHash identifier : member.getIdentifiersList()) {
            members.put(identifier.getHash(), member.getMemberId());
        }
    }

    private static Member member(FeedEvent event) {
        try {
            return MemberEvent.parseFrom(event.getBody()).getMember();
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("Not a MemberEvent at position " + event.getPosition(), broken);
        }
    }
}
