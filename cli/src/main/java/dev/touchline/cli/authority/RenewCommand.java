package dev.touchline.cli.authority;

import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code touchline authority renew}: new certificates of the same authority. */
@Command(
        name = "renew",
        description = {
            "Makes new keys and certificates for all services, signed by the same authority. Running services take them up"
                    + " by themselves (within a minute, unless touchline.tls.reload says otherwise) for new connections;"
                    + " connections that are open go on.",
            ""
        })
final class RenewCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private AuthorityFolder folder;

    @Mixin
    private CertificateLife life;

    RenewCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Authority.in(folder.path()).renew(Instant.now(), life.duration());
        console.remark(
                "%s: certificates renewed, good for %d days",
                folder.path(), life.duration().toDays());
        return ExitCode.OK;
    }
}
