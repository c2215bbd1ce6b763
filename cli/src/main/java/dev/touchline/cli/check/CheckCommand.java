package dev.touchline.cli.check;

import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.peer.Connections;
import dev.touchline.cli.peer.PeerOptions;
import dev.touchline.cli.peer.Service;
import dev.touchline.cli.status.Completion;
import dev.touchline.cli.status.Watch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code touchline check}: proves the numbers on live data. */
@Command(
        name = "check",
        description = {
            "Runs the invariants of all services on their live data and compares what several of them know: one line each"
                    + " with the number of violations. Exit code 1 if there is any, or if facts are still on their way.",
            ""
        },
        footer = {"", "Example:", "  touchline check --wait 60"})
public final class CheckCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private PeerOptions peers;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "how long to wait until everything is attributed (default: ${DEFAULT-VALUE})")
    private int waitSeconds;

    /** The command, writing to {@code console}. */
    public CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Connections connections = peers.connect()) {
            Completion completion = new Watch(connections)
                    .await(List.of(Service.values()), Duration.ofSeconds(waitSeconds), console, "attributing");
            if (!completion.complete()) {
                console.remark("not checked: facts are still on their way");
                completion.pending().forEach(pending -> console.remark("  %s", pending));
                return ExitCode.NOT_HOLDING;
            }
            Findings findings = Checks.run(connections);
            findings.all().forEach(finding -> console.result(finding.toString()));
            console.result(findings.violations() + " violations");
            return findings.violations() == 0 ? ExitCode.OK : ExitCode.NOT_HOLDING;
        }
    }
}
