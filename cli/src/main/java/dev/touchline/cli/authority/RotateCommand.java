package dev.touchline.cli.authority;

import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code touchline authority rotate}: changes the key that signs tokens. */
@Command(
        name = "rotate",
        description = {
            "Publishes a new key in jwks.json and prints its id. Services learn it when they read that file again (within a"
                    + " minute, unless touchline.access.jwks-refresh says otherwise); after --settle new tokens are"
                    + " signed by it. Tokens signed by older keys stay good.",
            "",
            "With --retire no key is made: all keys but the newest are withdrawn, and tokens signed by them are refused as"
                    + " soon as services have read jwks.json again. Do it when all clients have new tokens, or at once"
                    + " when a key has leaked (rotate, then rotate --retire).",
            ""
        })
final class RotateCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private AuthorityFolder folder;

    @Option(names = "--retire", description = "withdraw the older keys instead of making a new one")
    private boolean retire;

    @Option(
            names = "--settle",
            paramLabel = "TIME",
            defaultValue = "2m",
            description = "how long services may take to read the new key before tokens are signed by it (default:"
                    + " ${DEFAULT-VALUE})")
    private String settle;

    RotateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Authority authority = Authority.in(folder.path());
        if (retire) {
            console.remark("%s: %d older keys withdrawn", authority.jwks(), authority.retire());
        } else {
            console.result(authority.rotate(Instant.now().plus(Span.parse("--settle", settle))));
            console.remark("%s: new signing key published; older ones stay until --retire", authority.jwks());
        }
        return ExitCode.OK;
    }
}
