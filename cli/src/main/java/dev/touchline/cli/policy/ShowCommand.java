package dev.touchline.cli.policy;

import dev.touchline.attribution.v1.GetPolicyVersionRequest;
import dev.touchline.attribution.v1.PolicyServiceGrpc;
import dev.touchline.attribution.v1.PolicyVersion;
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
import picocli.CommandLine.Parameters;

/** {@code touchline policy show}: one version, whole. */
@Command(
        name = "show",
        description = {"Shows one version with all its rules: the one in force, or the one of that number.", ""},
        footer = {
            "",
            "Examples:",
            "  touchline policy show",
            "  touchline policy show 3",
            "  touchline policy show --format yaml > mine.yaml"
        })
final class ShowCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private PeerOptions peers;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NUMBER",
            defaultValue = "0",
            description = "number of the version (default: the one in force)")
    private int number;

    @Option(
            names = "--brand",
            paramLabel = "KEY",
            defaultValue = "",
            description = "the one in force for this brand (default: the group's)")
    private String brand;

    @Option(names = "--format", defaultValue = "text", description = "text (default), yaml (as a policy file) or json")
    private Format format;

    ShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        GetPolicyVersionRequest request = GetPolicyVersionRequest.newBuilder()
                .setNumber(number)
                .setBrand(brand)
                .build();
        try (Connections connections = peers.connect()) {
            PolicyVersion version = connections
                    .call(
                            Service.ATTRIBUTION,
                            PolicyServiceGrpc::newBlockingStub,
                            stub -> stub.getPolicyVersion(request))
                    .getVersion();
            console.block(
                    switch (format) {
                        case text ->
                            PolicyTexts.head(version) + "rules:\n" + PolicyTexts.changes(version.getRulesList(), "  ");
                        case yaml -> PolicyYaml.of(version.getPolicy());
                        case json -> Json.of(version);
                    });
        }
        return ExitCode.OK;
    }

    /** How it is printed. */
    enum Format {
        text,
        yaml,
        json
    }
}
