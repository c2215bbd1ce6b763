package dev.touchline.cli;

import dev.touchline.cli.authority.AuthorityCommand;
import dev.touchline.cli.check.CheckCommand;
import dev.touchline.cli.check.ReplayCommand;
import dev.touchline.cli.demo.DemoCommand;
import dev.touchline.cli.lift.IncrementalityCommand;
import dev.touchline.cli.lift.LiftCommand;
import dev.touchline.cli.load.ImportCommand;
import dev.touchline.cli.local.DownCommand;
import dev.touchline.cli.local.UpCommand;
import dev.touchline.cli.model.ModelCommand;
import dev.touchline.cli.orders.OrdersCommand;
import dev.touchline.cli.policy.PolicyCommand;
import dev.touchline.cli.quarantine.QuarantineCommand;
import dev.touchline.cli.report.PublishCommand;
import dev.touchline.cli.report.ReportCommand;
import dev.touchline.cli.report.WhyCommand;
import dev.touchline.cli.retailer.GenerateCommand;
import dev.touchline.cli.start.MeasureStartCommand;
import dev.touchline.cli.status.StatusCommand;
import dev.touchline.cli.whatif.WhatIfCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command {@code touchline}. */
@Command(
        name = "touchline",
        mixinStandardHelpOptions = true,
        versionProvider = Touchline.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {"Which of our touches made which of our sales, and what to do next.", ""},
        footer = {
            "",
            "Begin with `touchline demo`. Results go to stdout; progress, remarks and errors to stderr.",
            "",
            "Exit codes:",
            "  0  done",
            "  1  a check found violations, or not everything is attributed yet",
            "  2  wrong usage: an option, a mapping or the header of a file",
            "  3  some rows were bad; the others were loaded (lift: nothing is printed; quarantine: some stay)",
            "  4  a service does not answer",
            "  5  a service refused the request, or nothing was found",
            "  6  PostgreSQL or a service could not be started or stopped"
        })
public final class Touchline {
    private Touchline() {}

    /** Runs the command and exits with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(Console.ofProcess(), arguments));
    }

    /** Runs the command; the exit code. */
    public static int run(Console console, String... arguments) {
        CommandLine line = new CommandLine(new Touchline());
        line.addSubcommand(new DemoCommand(console));
        line.addSubcommand(new UpCommand(console));
        line.addSubcommand(new DownCommand(console));
        line.addSubcommand(new StatusCommand(console));
        line.addSubcommand(new ImportCommand(console));
        line.addSubcommand(new ReportCommand(console));
        line.addSubcommand(new WhatIfCommand(console));
        line.addSubcommand(new PublishCommand(console));
        line.addSubcommand(new WhyCommand(console));
        line.addSubcommand(PolicyCommand.with(console));
        line.addSubcommand(new CheckCommand(console));
        line.addSubcommand(new ReplayCommand(console));
        line.addSubcommand(QuarantineCommand.with(console));
        line.addSubcommand(OrdersCommand.with(console));
        line.addSubcommand(new ModelCommand(console));
        line.addSubcommand(new LiftCommand(console));
        line.addSubcommand(new IncrementalityCommand(console));
        line.addSubcommand(new GenerateCommand(console));
        line.addSubcommand(AuthorityCommand.with(console));
        line.addSubcommand(new MeasureStartCommand(console));
        addHelp(line);
        line.setOut(console.outWriter());
        line.setErr(console.errWriter());
        line.setUsageHelpAutoWidth(false);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, command, result) -> explain(console, failure));
        return arguments.length == 0 ? usage(line, console) : line.execute(arguments);
    }

    private static void addHelp(CommandLine line) {
        for (CommandLine command : line.getSubcommands().values()) {
            command.addMixin("help", new Help());
            addHelp(command);
        }
    }

    private static int usage(CommandLine line, Console console) {
        line.usage(console.errWriter());
        return ExitCode.USAGE;
    }

    private static int explain(Console console, Exception failure) throws Exception {
        if (failure instanceof Failure known) {
            console.remark("touchline: %s", known.getMessage());
            if (System.getenv("TOUCHLINE_DEBUG") != null) {
                throw known;
            }
            return known.exitCode();
        }
        throw failure;
    }

    /** {@code --help} of every command. */
    @Command(mixinStandardHelpOptions = true)
    static final class Help {}

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Touchline.class.getPackage().getImplementationVersion();
            return new String[] {"touchline " + (version == null ? "(not packaged)" : version)};
        }
    }
}
