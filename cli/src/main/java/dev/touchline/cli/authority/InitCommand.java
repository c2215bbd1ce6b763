package dev.touchline.cli.authority;

import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.peer.Service;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code touchline authority init}: makes an authority, or what one lacks. */
@Command(
        name = "init",
        description = {
            "Makes an authority: its certificate, a key and certificate for each service, and a signing key. What is"
                    + " there already stays as it is, so that it may be run again; certificates past two thirds of their"
                    + " life are made anew.",
            "",
            "Prints one line for each file that a service needs: the service, what it is, the path.",
            ""
        })
final class InitCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private AuthorityFolder folder;

    @Mixin
    private CertificateLife life;

    InitCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Path path = folder.path();
        boolean there = Authority.exists(path);
        Authority authority = Authority.ensure(path, Instant.now(), life.duration());
        console.remark("%s: authority %s", path, there ? "was there; kept" : "made");
        for (Service service : Service.values()) {
            console.result(service + " tls " + authority.tls(service));
        }
        console.result("all ca " + authority.ca());
        console.result("all jwks " + authority.jwks());
        return ExitCode.OK;
    }
}
