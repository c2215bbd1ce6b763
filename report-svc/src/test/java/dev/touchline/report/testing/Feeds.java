package dev.touchline.report.testing;

import com.google.protobuf.MessageLite;
import dev.touchline.attribution.v1.LedgerEvent;
import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.kit.feed.FeedHandler;
import dev.touchline.member.v1.MemberEvent;
import dev.touchline.report.campaign.Campaigns;
import dev.touchline.report.campaign.TouchHandler;
import dev.touchline.report.ledger.LedgerHandler;
import dev.touchline.report.ledger.Ledgers;
import dev.touchline.report.organisation.Partners;
import dev.touchline.report.organisation.Stores;
import dev.touchline.report.person.MemberHandler;
import dev.touchline.report.person.People;
import dev.touchline.report.person.Recruits;
import dev.touchline.touch.v1.TouchEvent;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Brings events to the handlers, a batch in a transaction, as the follower does. */
public final class Feeds {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Pool pool;
    private final FeedHandler ledger = new LedgerHandler(null, new Ledgers(Clock.systemUTC()));
    private final FeedHandler touches = new TouchHandler(null, new Campaigns());
    private final FeedHandler members =
            new MemberHandler(null, new People(), new Recruits(), new Stores(), new Partners());

    public Feeds(Pool pool) {
        this.pool = pool;
    }

    /** One batch of attribution-svc. */
    public void ledger(LedgerEvent... events) {
        apply(ledger, List.of(events));
    }

    /** One batch of touch-svc. */
    public void touches(TouchEvent... events) {
        apply(touches, List.of(events));
    }

    /** One batch of member-svc. */
    public void members(MemberEvent... events) {
        apply(members, List.of(events));
    }

    /** One batch of the feed that such messages come from; they are of one type. */
    public void batch(List<? extends MessageLite> events) {
        MessageLite first = events.get(0);
        apply(first instanceof LedgerEvent ? ledger : first instanceof TouchEvent ? touches : members, events);
    }

    /** What a replay does first. */
    public void forgetAll() {
        List.of(ledger, touches, members).forEach(this::forget);
    }

    /** The same, of member-svc's feed alone. */
    public void forgetMembers() {
        forget(members);
    }

    private void forget(FeedHandler handler) {
        pool.withTransaction(handler::forget).await().atMost(PATIENCE);
    }

    private void apply(FeedHandler handler, List<? extends MessageLite> messages) {
        List<FeedEvent> events = new ArrayList<>(messages.size());
        for (MessageLite message : messages) {
            events.add(FeedEvent.newBuilder()
                    .setPosition(events.size() + 1L)
                    .setBody(message.toByteString())
                    .build());
        }
        pool.withTransaction(tx -> handler.apply(tx, events)).await().atMost(PATIENCE);
    }
}
