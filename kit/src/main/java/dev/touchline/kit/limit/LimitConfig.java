package dev.touchline.kit.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much a process takes on at once; whoever comes on top of that is refused with RESOURCE_EXHAUSTED / OVERLOADED. */
@ConfigMapping(prefix = "touchline.limits")
public interface LimitConfig {

    /** Calls in work. A stream counts as one call as long as it is open. */
    @WithDefault("256")
    int calls();

    /** Reads of the feed, most of which wait: each follower's process has sixteen of them open. */
    @WithDefault("1024")
    int feedReads();

    /** Statements and transactions that wait for a connection to PostgreSQL. */
    @WithDefault("1000")
    int databaseQueue();

    /** Seconds that each of them waits at most. */
    @WithDefault("10")
    int databaseWaitSeconds();

    /** Bytes of answers that were given and that nobody has taken yet, in all; about an eighth of the heap. */
    @WithDefault("33554432")
    long unreadBytes();

    /** Seconds that an answer may wait to be taken; two while most of {@link #unreadBytes} is in use. */
    @WithDefault("20")
    int unreadSeconds();
}
