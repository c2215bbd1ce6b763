package dev.touchline.cli.policy;

import dev.touchline.attribution.v1.Policy;
import dev.touchline.attribution.v1.PolicyServiceGrpc;
import dev.touchline.attribution.v1.PreviewPolicyRequest;
import dev.touchline.attribution.v1.PreviewPolicyResponse;
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

/** {@code touchline policy preview}: whom an adoption would concern. */
@Command(
        name = "preview",
        description = {
            "Says what adopting a policy file would change, and how many sales and members would be folded again. Nothing is"
                    + " stored. What it would do to the money is for `touchline what-if --policy FILE` to say.",
            ""
        },
        footer = {"", "Example:", "  touchline policy preview sms-3-days.yaml --from 2026-12-01"})
final class PreviewCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private PeerOptions peers;

    @Mixin
    private Scope scope;

    @Parameters(index = "0", paramLabel = "FILE", description = "the policy, as YAML")
    private Path file;

    PreviewCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Policy policy = PolicyFile.read(file);
        try (Connections connections = peers.connect()) {
            PreviewPolicyResponse preview = preview(connections, policy, scope);
            if (preview.getViolationsCount() > 0) {
                console.block(PolicyTexts.violations(preview.getViolationsList()));
                return ExitCode.USAGE;
            }
            console.block(PolicyTexts.preview(preview, scope.brand()));
            console.remark("the money: touchline what-if --policy %s", file);
        }
        return ExitCode.OK;
    }

    static PreviewPolicyResponse preview(Connections connections, Policy policy, Scope scope) {
        PreviewPolicyRequest request = PreviewPolicyRequest.newBuilder()
                .setPolicy(policy)
                .setEffectiveFrom(scope.from())
                .setBrand(scope.brand())
                .build();
        return connections.call(
                Service.ATTRIBUTION, PolicyServiceGrpc::newBlockingStub, stub -> stub.previewPolicy(request));
    }
}
