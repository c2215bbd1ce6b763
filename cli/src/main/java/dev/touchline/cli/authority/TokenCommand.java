package dev.touchline.cli.authority;

import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code touchline authority token}: a token for a client. */
@Command(
        name = "token",
        description = {
            "Prints a signed token (JWT) that a client sends as `authorization: Bearer TOKEN`. Whoever has it may do what"
                    + " its role may until it expires: give it only to its client, and keep it out of command lines,"
                    + " which other users of a machine can read.",
            "",
            "A token of headquarters or of an auditor that names no brand and no store covers the whole group.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  touchline authority token --role till --store S001 --subject till-7 --ttl 30d --out till-7.token",
            "  TOUCHLINE_TOKEN=$(touchline authority token --role auditor) touchline report totals"
        })
final class TokenCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private AuthorityFolder folder;

    @Option(
            names = "--role",
            required = true,
            paramLabel = "ROLE",
            description = "till, mini-program, guide-app, headquarters, auditor or service")
    private String role;

    @Option(
            names = "--store",
            paramLabel = "KEY",
            description = "confine it to this store; may be repeated; a till and a guide app name at least one")
    private List<String> stores = new ArrayList<>();

    @Option(
            names = "--brand",
            paramLabel = "KEY",
            description = "confine it to this brand; may be repeated; a mini program names at least one")
    private List<String> brands = new ArrayList<>();

    @Option(
            names = "--subject",
            paramLabel = "CLIENT",
            description = "which client it is for, as logs will name it; not a person (default: the role)")
    private String subject;

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            defaultValue = "12h",
            description = "how long it is good, e.g. 90s, 30m, 12h, 30d (default: ${DEFAULT-VALUE})")
    private String life;

    @Option(names = "--issuer", defaultValue = "touchline", description = "claim iss (default: ${DEFAULT-VALUE})")
    private String issuer;

    @Option(names = "--audience", defaultValue = "touchline", description = "claim aud (default: ${DEFAULT-VALUE})")
    private String audience;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "write it there, readable by the owner alone, instead of to stdout")
    private Path out;

    TokenCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Role wanted = Role.of(role);
        Grant grant = new Grant(
                wanted, stores, brands, subject == null ? wanted.label() : subject, Span.parse("--ttl", life));
        String token = Authority.in(folder.path()).token(grant, new Tokens(issuer, audience), Instant.now());
        if (out == null) {
            console.result(token);
        } else {
            SecretFiles.write(out, token + "\n");
            console.remark("%s: token of %s, good for %s", out, wanted.label(), life);
        }
        return ExitCode.OK;
    }
}
