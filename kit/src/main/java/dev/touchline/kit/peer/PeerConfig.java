package dev.touchline.kit.peer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How this service calls its peers, and when it leaves one alone for a moment. */
@ConfigMapping(prefix = "touchline.peer-calls")
public interface PeerConfig {

    /** How much longer than it was asked to wait a peer may take to answer. */
    @WithDefault("10s")
    Duration margin();

    /** Reads of one feed at once, at most: its partitions, twice. */
    @WithDefault("32")
    int concurrent();

    /** The newest reads of a feed by which its owner is judged: each partition, twice. */
    @WithDefault("32")
    int judged();

    /** The part of the judged reads that must have found the owner away before it is left alone. */
    @WithDefault("0.75")
    double away();

    /** How long an owner is left alone before one read asks whether it is back. */
    @WithDefault("2s")
    Duration rest();
}
