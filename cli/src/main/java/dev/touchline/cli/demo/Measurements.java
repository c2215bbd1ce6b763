package dev.touchline.cli.demo;

import dev.touchline.cli.local.ProcessMeter;
import dev.touchline.cli.report.TextTable;
import dev.touchline.cli.report.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How long the steps of a demo took and what its processes used, printed at its end. */
final class Measurements {
    private static final double NANOS = 1e9;
    private static final long KIB_PER_MIB = 1_024;

    private final List<Step> steps = new ArrayList<>();

    /** Notes a step that took {@code items} documents in. */
    void step(String what, long items, long nanos) {
        steps.add(new Step(what, items, nanos / NANOS));
    }

    /** Seconds of all steps. */
    double seconds() {
        return steps.stream().mapToDouble(Step::seconds).sum();
    }

    /** The table of steps. */
    String steps() {
        TextTable table = new TextTable()
                .words("step")
                .numbers("documents")
                .numbers("seconds")
                .numbers("documents/s");
        for (Step step : steps) {
            table.row(
                    step.what(),
                    step.items() == 0 ? "" : Texts.count(step.items()),
                    String.format("%.1f", step.seconds()),
                    step.items() == 0 ? "" : Texts.count(Math.round(step.items() / Math.max(0.001, step.seconds()))));
        }
        table.row("in all", "", String.format("%.1f", seconds()), "");
        return table.render();
    }

    /** The table of processes. */
    static String processes(Map<String, ProcessHandle> processes) {
        TextTable table = new TextTable()
                .words("process")
                .numbers("memory MiB")
                .numbers("peak MiB")
                .numbers("CPU s");
        processes.forEach((name, process) -> {
            ProcessMeter meter =
                    name.equals("postgres") ? ProcessMeter.readFamily(process) : ProcessMeter.read(process);
            table.row(
                    name,
                    Texts.count(meter.residentKib() / KIB_PER_MIB),
                    meter.peakKib().isPresent() ? Texts.count(meter.peakKib().getAsLong() / KIB_PER_MIB) : "-",
                    String.format("%.1f", meter.cpuSeconds()));
        });
        return table.render();
    }

    private record Step(String what, long items, double seconds) {}
}
