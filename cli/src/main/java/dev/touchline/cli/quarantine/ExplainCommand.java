package dev.touchline.cli.quarantine;

import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.peer.Connections;
import dev.touchline.cli.peer.PeerOptions;
import dev.touchline.cli.report.Json;
import dev.touchline.order.v1.ExplainQuarantineResponse;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code touchline quarantine explain}: everything about one document, and what to do. */
@Command(
        name = "explain",
        description = {
            "Explains one document: what it says, the rule that put it aside, what was got and expected, what stands under"
                    + " the same key and in what the two differ, what was decided, and what to do.",
            ""
        })
final class ExplainCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private PeerOptions peers;

    @Parameters(
            index = "0",
            paramLabel = "ID",
            description = "its id in the quarantine, as `touchline quarantine` shows it")
    private long id;

    @Option(names = "--format", defaultValue = "text", description = "text (default) or json")
    private Format format;

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Connections connections = peers.connect()) {
            ExplainQuarantineResponse answer = new QuarantineCalls(connections).explain(id);
            console.block(format == Format.json ? Json.of(answer) : QuarantineExplanation.of(answer));
        }
        return ExitCode.OK;
    }

    /** How it is printed. */
    enum Format {
        text,
        json
    }
}
