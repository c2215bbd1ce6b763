package dev.touchline.attribution.ledger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How dirty members are folded. */
@ConfigMapping(prefix = "touchline.fold")
public interface FoldConfig {

    /** Whether this process folds. Off in tests that fold by hand. */
    @WithDefault("true")
    boolean run();

    /** Loops in this process, each with one connection. */
    @WithDefault("2")
    int loops();

    /** How old the oldest mark of a shard is when it is folded, if all shards have work; the fewer have, the sooner. */
    @WithDefault("1s")
    Duration gather();

    /** How long a loop rests at least when no shard was due. */
    @WithDefault("50ms")
    Duration idle();

    /** How long a loop rests after a failure. */
    @WithDefault("500ms")
    Duration retryDelay();

    /** How long a person who cannot be folded waits, while all others are. */
    @WithDefault("5m")
    Duration postponement();
}
