package dev.touchline.cli.policy;

import dev.touchline.attribution.v1.AdoptPolicyRequest;
import dev.touchline.attribution.v1.ListPolicyVersionsRequest;
import dev.touchline.attribution.v1.Policy;
import dev.touchline.attribution.v1.PolicyServiceGrpc;
import dev.touchline.attribution.v1.PolicyVersion;
import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.peer.Connections;
import dev.touchline.cli.peer.PeerOptions;
import dev.touchline.cli.peer.Service;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code touchline policy adopt}: puts a policy in force. */
@Command(
        name = "adopt",
        description = {
            "Adopts a policy file as the next version. Exactly the members with a sale that it concerns are folded again, in"
                    + " the background: `touchline policy history` shows how far that is, `touchline status` who waits.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  touchline policy adopt sms-3-days.yaml --from 2026-12-01 --reason 'SMS are read for three days'",
            "  touchline policy adopt aurora.yaml --brand aurora --from now --reason 'own season' --expect 4"
        })
final class AdoptCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private PeerOptions peers;

    @Mixin
    private Scope scope;

    @Parameters(index = "0", paramLabel = "FILE", description = "the policy, as YAML")
    private Path file;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "why, for those who ask later")
    private String reason;

    @Option(
            names = "--expect",
            paramLabel = "NUMBER",
            defaultValue = "0",
            description = "refuse if another version than this is the newest (default: the newest as it is now)")
    private int expected;

    @Option(
            names = "--key",
            paramLabel = "TEXT",
            defaultValue = "",
            description =
                    "key of this adoption: repeated with it and the same --from, which is not now, it is done once"
                            + " (default: a new one)")
    private String key;

    AdoptCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Policy policy = PolicyFile.read(file);
        try (Connections connections = peers.connect()) {
            AdoptPolicyRequest request = AdoptPolicyRequest.newBuilder()
                    .setIdempotencyKey(key.isEmpty() ? UUID.randomUUID().toString() : key)
                    .setExpectedVersion(expected > 0 ? expected : newest(connections))
                    .setPolicy(policy)
                    .setEffectiveFrom(scope.from())
                    .setBrand(scope.brand())
                    .setReason(reason)
                    .build();
            PolicyVersion version = connections
                    .call(Service.ATTRIBUTION, PolicyServiceGrpc::newBlockingStub, stub -> stub.adoptPolicy(request))
                    .getVersion();
            console.block(PolicyTexts.head(version));
        }
        return ExitCode.OK;
    }

    private static int newest(Connections connections) {
        ListPolicyVersionsRequest request =
                ListPolicyVersionsRequest.newBuilder().setPageSize(1).build();
        return connections
                .call(Service.ATTRIBUTION, PolicyServiceGrpc::newBlockingStub, stub -> stub.listPolicyVersions(request))
                .getNewestVersion();
    }
}
