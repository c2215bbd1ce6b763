package dev.touchline.cli.policy;

import dev.touchline.attribution.v1.ListPolicyVersionsRequest;
import dev.touchline.attribution.v1.ListPolicyVersionsResponse;
import dev.touchline.attribution.v1.PolicyServiceGrpc;
import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.peer.Connections;
import dev.touchline.cli.peer.PeerOptions;
import dev.touchline.cli.peer.Service;
import dev.touchline.cli.report.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code touchline policy history}: who changed what, when and why. */
@Command(
        name = "history",
        description = {"Shows all versions, the newest first: who adopted them, when, why, and what they changed.", ""},
        footer = {"", "Example:", "  touchline policy history --limit 5"})
final class HistoryCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private PeerOptions peers;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "at most so many, up to 100 (default: ${DEFAULT-VALUE})")
    private int limit;

    @Option(
            names = "--before",
            paramLabel = "NUMBER",
            defaultValue = "0",
            description = "only versions before this one")
    private int before;

    @Option(names = "--format", defaultValue = "text", description = "text (default) or json")
    private Format format;

    HistoryCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ListPolicyVersionsRequest request = ListPolicyVersionsRequest.newBuilder()
                .setPageSize(limit)
                .setBeforeNumber(before)
                .build();
        try (Connections connections = peers.connect()) {
            ListPolicyVersionsResponse answer = connections.call(
                    Service.ATTRIBUTION, PolicyServiceGrpc::newBlockingStub, stub -> stub.listPolicyVersions(request));
            if (format == Format.json) {
                console.block(Json.of(answer));
            } else {
                answer.getVersionsList().forEach(version -> console.block(PolicyTexts.head(version)));
            }
        }
        return ExitCode.OK;
    }

    /** How it is printed. */
    enum Format {
        text,
        json
    }
}
