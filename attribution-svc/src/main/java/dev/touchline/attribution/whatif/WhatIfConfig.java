package dev.touchline.attribution.whatif;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What a what-if may take. */
@ConfigMapping(prefix = "touchline.what-if")
public interface WhatIfConfig {

    /** What-ifs at once; whoever comes on top is refused with RESOURCE_EXHAUSTED. */
    @WithDefault("2")
    int concurrent();

    /** How long one may take. */
    @WithDefault("10m")
    Duration deadline();

    /** Threads that fold; 0: as many as there are processors. */
    @WithDefault("0")
    int threads();

    /** Most rows of an answer. */
    @WithDefault("10000")
    int maxRows();

    /** Most of the heap, in percent, that facts may take while they are read; if they need more, they are streamed. */
    @WithDefault("40")
    int memoryPercent();

    /** How long facts stay in memory after the last question. */
    @WithDefault("15m")
    Duration kept();

    /** Whether the columns of everybody are stored in the database for the next process that needs them. */
    @WithDefault("true")
    boolean stored();

    /** How long it stays written whose facts changed; facts that were last brought up to date before are read anew. */
    @WithDefault("24h")
    Duration changesKept();
}
