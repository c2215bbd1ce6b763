package dev.touchline.cli.policy;

import dev.touchline.attribution.v1.PolicyServiceGrpc;
import dev.touchline.attribution.v1.ValidatePolicyRequest;
import dev.touchline.attribution.v1.ValidatePolicyResponse;
import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.peer.Connections;
import dev.touchline.cli.peer.PeerOptions;
import dev.touchline.cli.peer.Service;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code touchline policy validate}: what is wrong with a file. */
@Command(
        name = "validate",
        description = {
            "Says everything that is wrong with a policy file, or what it would change in the rules in force now. Exit code"
                    + " 2 if anything is wrong. Nothing is stored.",
            ""
        },
        footer = {"", "Example:", "  touchline policy validate sms-3-days.yaml"})
final class ValidateCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private PeerOptions peers;

    @Parameters(index = "0", paramLabel = "FILE", description = "the policy, as YAML")
    private Path file;

    ValidateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ValidatePolicyRequest request = ValidatePolicyRequest.newBuilder()
                .setPolicy(PolicyFile.read(file))
                .build();
        try (Connections connections = peers.connect()) {
            ValidatePolicyResponse answer = connections.call(
                    Service.ATTRIBUTION, PolicyServiceGrpc::newBlockingStub, stub -> stub.validatePolicy(request));
            if (answer.getViolationsCount() > 0) {
                console.block(PolicyTexts.violations(answer.getViolationsList()));
                return ExitCode.USAGE;
            }
            console.block("valid; it would change:\n" + PolicyTexts.changes(answer.getChangesList(), "  "));
        }
        return ExitCode.OK;
    }
}
