package dev.touchline.report.person;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.feed.v1.FeedService;
import dev.touchline.kit.feed.FeedHandler;
import dev.touchline.member.v1.MemberEvent;
import dev.touchline.report.batch.Newest;
import dev.touchline.report.organisation.Partners;
import dev.touchline.report.organisation.Stores;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Follows member-svc for what reports need of members: who is the same person, who was recruited when, and the organisation. */
@ApplicationScoped
public class MemberHandler implements FeedHandler {

    private final FeedService source;
    private final People people;
    private final Recruits recruits;
    private final Stores stores;
    private final Partners partners;

    public MemberHandler(
            @GrpcClient("member-svc") FeedService source,
            People people,
            Recruits recruits,
            Stores stores,
            Partners partners) {
        this.source = source;
        this.people = people;
        this.recruits = recruits;
        this.stores = stores;
        this.partners = partners;
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
        List<MemberEvent> read = events.stream().map(MemberHandler::read).toList();
        List<Identity> told = read.stream()
                .filter(MemberEvent::hasMember)
                .map(event -> new Identity(
                        event.getMember().getMemberId(),
                        event.getVersion(),
                        event.getMember().getCanonicalId()))
                .toList();
        return people.learn(tx, Newest.of(told, Identity::memberId))
                .chain(() -> recruits.learn(tx, read))
                .chain(() -> stores.learn(tx, read))
                .chain(() -> partners.learn(tx, read));
    }

    @Override
    public Uni<Void> forget(SqlConnection tx) {
        return people.forget(tx)
                .chain(() -> recruits.forget(tx))
                .chain(() -> stores.forget(tx))
                .chain(() -> partners.forget(tx));
    }

    private static MemberEvent read(FeedEvent event) {
        try {
            return MemberEvent.parseFrom(event.getBody());
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("Not a MemberEvent at position " + event.getPosition(), broken);
        }
    }
}
