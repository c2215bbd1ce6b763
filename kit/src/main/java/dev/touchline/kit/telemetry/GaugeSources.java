package dev.touchline.kit.telemetry;

import java.util.List;

/** A bean that knows of several sources of gauges, each read and given up by itself. */
public interface GaugeSources {

    /** The sources; the same ones for as long as the process lives. */
    List<GaugeSource> all();
}
