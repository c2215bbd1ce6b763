package dev.touchline.cli.orders;

import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code touchline orders}: what there is to know about accepted orders. */
@Command(
        name = "orders",
        synopsisSubcommandLabel = "COMMAND",
        description = {"What there is to know about accepted orders.", ""})
public final class OrdersCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    private OrdersCommand(Console console) {
        this.console = console;
    }

    /** The command with its subcommands, writing to {@code console}. */
    public static CommandLine with(Console console) {
        CommandLine line = new CommandLine(new OrdersCommand(console));
        line.addSubcommand(new DoubtfulCommand(console));
        return line;
    }

    @Override
    public Integer call() {
        console.remark("%s", spec.commandLine().getUsageMessage());
        return ExitCode.USAGE;
    }
}
