package dev.touchline.cli.demo;

import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.check.Checks;
import dev.touchline.cli.check.Findings;
import dev.touchline.cli.demo.DataFolder.DataFile;
import dev.touchline.cli.load.Loader;
import dev.touchline.cli.load.Tally;
import dev.touchline.cli.local.LocalStack;
import dev.touchline.cli.mapping.Mapping;
import dev.touchline.cli.peer.Connections;
import dev.touchline.cli.peer.Service;
import dev.touchline.cli.report.Reports;
import dev.touchline.cli.retailer.Truth;
import dev.touchline.cli.status.Completion;
import dev.touchline.cli.status.Watch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The main job once, from nothing to the report: loads a folder of files, waits until all is attributed, shows it. */
final class Demo {
    private static final Duration ATTRIBUTION_LIMIT = Duration.ofMinutes(60);

    private final Console console;
    private final LocalStack stack;
    private final Connections connections;
    private final Measurements measurements;
    private boolean anyBad;

    Demo(Console console, LocalStack stack, Connections connections, Measurements measurements) {
        this.console = console;
        this.stack = stack;
        this.connections = connections;
        this.measurements = measurements;
    }

    /** Loads all files and waits until the last credit is reported. */
    void load(DataFolder data, Mapping mapping) {
        Loader loader = new Loader(connections, console);
        for (DataFile file : data.files()) {
            long began = System.nanoTime();
            Tally tally = loader.load(file.path(), mapping, file.entity());
            measurements.step("loading " + file.path().getFileName(), tally.answered(), System.nanoTime() - began);
            console.remark("  %s", tally);
            anyBad |= tally.anyBad();
        }
        long began = System.nanoTime();
        Completion completion =
                new Watch(connections).await(List.of(Service.values()), ATTRIBUTION_LIMIT, console, "attributing");
        if (!completion.complete()) {
            throw new Failure(ExitCode.NOT_HOLDING, "not attributed in time: " + completion.pending());
        }
        measurements.step("from the last document to the last credit", 0, System.nanoTime() - began);
    }

    /** Prints the report, the measurements and the check; the exit code. */
    int show(Truth truth, Path out) {
        DemoReport report = new DemoReport(new Reports(connections));
        console.block("\n" + report.performance() + "\n");
        if (truth != null) {
            console.block(report.knownEffect(truth) + "\n");
        }
        if (out != null) {
            report.export(out);
            console.remark("reports written to %s", out);
        }
        Findings findings = Checks.run(connections);
        findings.all().stream()
                .filter(finding -> finding.violations() > 0)
                .forEach(finding -> console.result(finding.toString()));
        console.result(String.format(
                "Checked %d invariants on the live data: %d violations%n",
                findings.all().size(), findings.violations()));
        console.block(measurements.steps() + "\n" + Measurements.processes(stack.handles()) + "\n");
        if (findings.violations() > 0) {
            return ExitCode.NOT_HOLDING;
        }
        return anyBad ? ExitCode.BAD_ROWS : ExitCode.OK;
    }

    /** Prints where the services listen, and what to try. */
    void sayWhere() {
        for (Service service : Service.values()) {
            console.result(String.format("%-17s %s", service, stack.peers().of(service)));
        }
        console.result("logs: " + stack.logs());
        console.result(
                "Try in another terminal: bin/touchline report daily; bin/touchline why ORDER; bin/touchline check");
        console.result("Ctrl-C stops everything.");
    }
}
