package dev.touchline.attribution.whatif;

import java.time.Duration;

/** As configured, with no memory for facts. */
record NoMemory() implements WhatIfConfig {
    @Override
    public int concurrent() {
        return 2;
    }

    @Override
    public Duration deadline() {
        return Duration.ofMinutes(5);
    }

    @Override
    public int threads() {
        return 2;
    }

    @Override
    public int maxRows() {
        return 500;
    }

    @Override
    public int memoryPercent() {
        return 0;
    }

    @Override
    public Duration kept() {
        return Duration.ofMinutes(5);
    }

    @Override
    public boolean stored() {
        return false;
    }

    @Override
    public Duration changesKept() {
        return Duration.ofHours(2);
    }
}
