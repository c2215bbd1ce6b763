package dev.touchline.cli.policy;

import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code touchline policy}: the rules by which facts become ledgers. */
@Command(
        name = "policy",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Shows and changes the rules (口径) by which facts become ledgers. Versions are never changed: a correction is a"
                    + " new version with the same --from, and history shows both.",
            ""
        },
        footer = {
            "",
            "A policy file says only what differs from the rules in force:",
            "  version: sms-3-days            # a name for these rules",
            "  half-life: 3d                  # of the time-decay model",
            "  position: 50/0/50              # of the position model: first/all between/last, percent",
            "  performance: {split: {add: 20, nurture: 30, close: 50}}   # online orders, percent; or {split: none}",
            "  channels:",
            "    sms: {window: 3d, class: 4}  # counts for 3 days; precedence class 1 (strongest) to 9",
            "    coupon: {reached-by: [responded]}",
            "    call: {window: campaign}     # counts until the campaign ends",
            "",
            "Examples:",
            "  touchline policy show",
            "  touchline policy validate sms-3-days.yaml",
            "  touchline what-if --policy sms-3-days.yaml        # what it would do to the money",
            "  touchline policy preview sms-3-days.yaml --from 2026-12-01",
            "  touchline policy adopt sms-3-days.yaml --from 2026-12-01 --reason 'SMS are read for three days'",
            "  touchline policy history"
        })
public final class PolicyCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    private PolicyCommand(Console console) {
        this.console = console;
    }

    /** The command with its subcommands, writing to {@code console}. */
    public static CommandLine with(Console console) {
        CommandLine line = new CommandLine(new PolicyCommand(console));
        line.addSubcommand(new ShowCommand(console));
        line.addSubcommand(new HistoryCommand(console));
        line.addSubcommand(new ValidateCommand(console));
        line.addSubcommand(new PreviewCommand(console));
        line.addSubcommand(new AdoptCommand(console));
        return line;
    }

    @Override
    public Integer call() {
        console.remark("%s", spec.commandLine().getUsageMessage());
        return ExitCode.USAGE;
    }
}
