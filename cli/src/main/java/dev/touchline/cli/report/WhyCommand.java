package dev.touchline.cli.report;

import dev.touchline.attribution.v1.AttributionServiceGrpc;
import dev.touchline.attribution.v1.ExplainOrderRequest;
import dev.touchline.attribution.v1.ExplainOrderResponse;
import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.peer.Connections;
import dev.touchline.cli.peer.PeerOptions;
import dev.touchline.cli.peer.Service;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code touchline why}: the argument for one order. */
@Command(
        name = "why",
        description = {
            "Explains one order: what it is worth, every touch of its buyer with the rule that decided about it, and what"
                    + " each model gives to each touch.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  touchline why 31198705046",
            "  touchline why T00009540-1 --source till --format json"
        })
public final class WhyCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private PeerOptions peers;

    @Parameters(index = "0", paramLabel = "ORDER", description = "the order's number")
    private String number;

    @Option(
            names = "--source",
            defaultValue = "",
            description = "the system that issued it; needed only if several use the number")
    private String source;

    @Option(names = "--format", defaultValue = "text", description = "text (default) or json")
    private Format format;

    /** The command, writing to {@code console}. */
    public WhyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ExplainOrderRequest request = ExplainOrderRequest.newBuilder()
                .setNumber(number)
                .setSource(source)
                .build();
        try (Connections connections = peers.connect()) {
            ExplainOrderResponse answer = connections.call(
                    Service.ATTRIBUTION, AttributionServiceGrpc::newBlockingStub, stub -> stub.explainOrder(request));
            console.block(format == Format.json ? Json.of(answer) : Explanation.of(answer));
        }
        return ExitCode.OK;
    }

    /** How it is printed. */
    enum Format {
        text,
        json
    }
}
