package dev.touchline.cli.authority;

import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code touchline authority}: certificates and tokens of an installation. */
@Command(
        name = "authority",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Makes what an installation needs to know its services and clients by: a certificate authority with a key and"
                    + " certificate for each service, and a key that signs tokens, with the public part in jwks.json.",
            "",
            "`touchline up` and `touchline demo` make one by themselves, in TOUCHLINE_HOME/authority, and use it: nothing"
                    + " of this is needed to try Touchline. Make one with `init --folder` for another machine or for a"
                    + " trial cluster. In production cert-manager and your identity provider take its place; the layout"
                    + " of files and the claims are the same.",
            "",
            "The folder holds (files are readable by their owner alone):",
            "  ca.crt, ca.key    the authority; clients and services trust ca.crt",
            "  <service>/        tls.crt, tls.key, ca.crt: for TOUCHLINE_TLS_FOLDER of that service",
            "  jwks.json         public keys: for TOUCHLINE_ACCESS_JWKS of all services",
            "  signing.jwks      what tokens are signed with; services do not need it",
            "",
            "No service needs to run, and none is called.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  touchline authority init --folder /etc/touchline/authority",
            "  touchline authority token --role till --store S001 --ttl 30d --subject till-7 --out till-7.token",
            "  touchline authority renew      # new certificates; services take them up without a restart",
            "  touchline authority rotate     # new signing key; tokens of the old one stay good until:",
            "  touchline authority rotate --retire"
        })
public final class AuthorityCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    private AuthorityCommand(Console console) {
        this.console = console;
    }

    /** The command with its subcommands, writing to {@code console}. */
    public static CommandLine with(Console console) {
        CommandLine line = new CommandLine(new AuthorityCommand(console));
        line.addSubcommand(new InitCommand(console));
        line.addSubcommand(new TokenCommand(console));
        line.addSubcommand(new RenewCommand(console));
        line.addSubcommand(new RotateCommand(console));
        return line;
    }

    @Override
    public Integer call() {
        console.remark("%s", spec.commandLine().getUsageMessage());
        return ExitCode.USAGE;
    }
}
