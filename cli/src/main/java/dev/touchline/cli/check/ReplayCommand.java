package dev.touchline.cli.check;

import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.peer.Connections;
import dev.touchline.cli.peer.PeerOptions;
import dev.touchline.cli.peer.Service;
import dev.touchline.operations.v1.OperationsServiceGrpc;
import dev.touchline.operations.v1.ReplayFeedsRequest;
import dev.touchline.operations.v1.ReplayFeedsResponse;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code touchline replay}: lets every reader read its feeds again. */
@Command(
        name = "replay",
        description = {
            "Lets every service forget what it read from the feeds of others and read it again from zero. The numbers must"
                    + " be the same afterwards: that is how a reader is proven.",
            ""
        },
        footer = {"", "Example:", "  touchline replay && touchline check --wait 120"})
public final class ReplayCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private PeerOptions peers;

    /** The command, writing to {@code console}. */
    public ReplayCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Connections connections = peers.connect()) {
            for (Service service : Service.values()) {
                if (!service.follows().isEmpty()) {
                    ReplayFeedsResponse answer = connections.call(
                            service,
                            OperationsServiceGrpc::newBlockingStub,
                            stub -> stub.replayFeeds(ReplayFeedsRequest.getDefaultInstance()));
                    console.result(service + " reads again: " + String.join(", ", answer.getFeedsList()));
                }
            }
        }
        return ExitCode.OK;
    }
}
