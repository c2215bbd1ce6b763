package dev.touchline.report.publication;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** What publishes by the clock, under a clock and a ledger that a test sets: two hours of patience, ten may wait. */
final class Clockwork extends Clock {

    private final Pool pool;
    private final Copies copies;

    String now;
    long waiting;

    Clockwork(Pool pool, Copies copies) {
        this.pool = pool;
        this.copies = copies;
    }

    /** One that begins now. */
    Publisher publisher() {
        return new Publisher(
                pool,
                copies.store(),
                new Brands(),
                () -> Uni.createFrom().item(waiting),
                new Settings(true, Duration.ofMinutes(1), Duration.ofDays(40), 10, Duration.ofHours(2)),
                this);
    }

    private record Settings(boolean run, Duration rest, Duration catchUp, long maxWaiting, Duration patience)
            implements PublicationConfig {}

    @Override
    public Instant instant() {
        return Instant.parse(now);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
