package dev.touchline.kit.feed;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How feeds are sequenced and followed. */
@ConfigMapping(prefix = "touchline.feed")
public interface FeedConfig {

    /** Whether this process follows the feeds of others. Off in tests that apply events by hand. */
    @WithDefault("true")
    boolean follow();

    /** Whether this process moves events from the inbox to the feed. At least one replica must. */
    @WithDefault("true")
    boolean sequence();

    /** How often the inbox is looked at when it was empty. */
    @WithDefault("100ms")
    Duration sequencePoll();

    /** How often heads are read again, in case a notification was lost. */
    @WithDefault("250ms")
    Duration headPoll();

    /** How often a connection for notifications is tried for while there was none yet. */
    @WithDefault("1s")
    Duration listenRetry();

    /** How long a follower's read may wait for a first event, at most 20 s. */
    @WithDefault("15s")
    Duration readWait();

    /** How many events a follower reads at once, at most 500. */
    @WithDefault("500")
    int batch();

    /** How long a follower rests after a batch that was not full, so that the next one is larger. */
    @WithDefault("150ms")
    Duration gather();

    /** How long a follower rests after a failure. */
    @WithDefault("500ms")
    Duration retryDelay();
}
