package dev.touchline.touch.report;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.Instant;

/** Which times are believed. */
@ConfigMapping(prefix = "touchline.touch")
interface TouchConfig {

    /** How far ahead of this service's clock a stage may have happened. */
    @WithDefault("5m")
    Duration futureTolerance();

    /** The earliest instant at which a stage may have happened. */
    @WithDefault("2000-01-01T00:00:00Z")
    Instant earliest();
}
