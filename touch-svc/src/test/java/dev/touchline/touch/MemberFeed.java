package dev.touchline.touch;

import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.kit.identity.IdentifierHasher;
import dev.touchline.kit.identity.IdentityHandler;
import dev.touchline.member.v1.Member;
import dev.touchline.member.v1.MemberEvent;
import dev.touchline.type.v1.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;

/** Lets the service hear of members as member-svc's feed would tell them. */
@ApplicationScoped
public class MemberFeed {

    private final Pool pool;
    private final IdentityHandler handler;
    private final IdentifierHasher hasher;

    MemberFeed(Pool pool, IdentityHandler handler, IdentifierHasher hasher) {
        this.pool = pool;
        this.handler = handler;
        this.hasher = hasher;
    }

    /** Tells that a member has these identifiers. */
    public Uni<Void> tell(long member, Identifier... identifiers) {
        MemberEvent event = MemberEvent.newBuilder()
                .setVersion(1)
                .setMember(Member.newBuilder()
                        .setMemberId(member)
                        .addAllIdentifiers(
                                Arrays.stream(identifiers).map(hasher::hash).toList()))
                .build();
        FeedEvent told = FeedEvent.newBuilder()
                .setKey("member/" + member)
                .setBody(event.toByteString())
                .build();
        return pool.withTransaction(tx -> handler.apply(tx, List.of(told)));
    }
}
