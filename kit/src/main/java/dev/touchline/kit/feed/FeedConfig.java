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

    /** How long the sequencer rests, unless it moved as many events as {@link #sequenceBatch}. */
    @WithDefault("100ms")
    Duration sequencePoll();

    /** How many events of one partition are moved to the feed in one transaction. */
    @WithDefault("1000")
    int sequenceBatch();

    /** How often heads are read again, in case a notification was lost. */
    @WithDefault("250ms")
    Duration headPoll();

    /** How often a connection for notifications is tried for while there was none yet. */
    @WithDefault("1s")
    Duration listenRetry();

    /**
     * How many positions one partition of the feed's table spans, in each of the sixteen partitions of keys; at least
     * {@link #sequenceBatch}.
     */
    @WithDefault("1000000")
    long partitionSize();

    /** How long an event stays in the feed at least. Its entity's last event stays for ever: it is told again. */
    @WithDefault("90d")
    Duration keep();

    /** How often it is looked whether the feed needs a new partition or may lose an old one. */
    @WithDefault("1m")
    Duration upkeep();

    /** How many events are told again in one transaction; the sequencer waits that long. */
    @WithDefault("500")
    int repeatBatch();

    /** How long the upkeep rests after each of its transactions. */
    @WithDefault("100ms")
    Duration upkeepPause();

    /** How long the epoch is taken for granted before the cluster is asked again whether it is still the same. */
    @WithDefault("1m")
    Duration epochKept();

    /** How long a follower's read may wait for a first event, at most 20 s. */
    @WithDefault("15s")
    Duration readWait();

    /** How many events a follower reads at once, at most 500. */
    @WithDefault("500")
    int batch();

    /** Transactions at once, in each process, that apply a feed: what its partitions tell concerns the same members. */
    @WithDefault("2")
    int transactions();

    /** How long a follower rests after a batch that was not full, so that the next one is larger. */
    @WithDefault("150ms")
    Duration gather();

    /** How long a follower leaves a partition alone that another replica applies. */
    @WithDefault("1s")
    Duration leave();

    /** How long a follower rests after a failure. */
    @WithDefault("500ms")
    Duration retryDelay();
}
