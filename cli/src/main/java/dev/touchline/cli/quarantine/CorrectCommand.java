package dev.touchline.cli.quarantine;

import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.peer.Connections;
import dev.touchline.cli.peer.PeerOptions;
import dev.touchline.order.v1.FieldChange;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code touchline quarantine correct}: offers one document again with some of its fields changed. */
@Command(
        name = "correct",
        description = {
            "Offers a document again with some of its fields changed. What is not named stays, also who bought; the original is"
                    + " kept beside the correction. To give whole documents, see `quarantine replay --corrections`.",
            ""
        },
        footer = {
            "",
            "Fields are named as `quarantine explain` names them. A line that is not there is added; an empty value removes.",
            "",
            "Examples:",
            "  touchline quarantine correct 17 --set lines[2].amount_minor=5001 --note 'typing error'",
            "  touchline quarantine correct 17 --set version=2 --note 'this one is right, as a newer version'",
            "  touchline quarantine correct 17 --set occurred_at=2025-11-11T10:15:00+08:00 --set lines[3]= --note 'asked S07'"
        })
final class CorrectCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private PeerOptions peers;

    @Parameters(
            index = "0",
            paramLabel = "ID",
            description = "its id in the quarantine, as `touchline quarantine` shows it")
    private long id;

    @Option(
            names = "--set",
            paramLabel = "FIELD=VALUE",
            required = true,
            description = "a field and its new value; may be repeated")
    private List<String> changes;

    @Option(
            names = "--note",
            paramLabel = "TEXT",
            required = true,
            description = "why, for the record; never a person's data")
    private String note;

    CorrectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<FieldChange> parsed = changes.stream().map(CorrectCommand::change).toList();
        ReplayTally tally = new ReplayTally(console);
        try (Connections connections = peers.connect()) {
            tally.count(id, new QuarantineCalls(connections).change(id, parsed, note));
        }
        console.result(tally.replayed());
        return tally.anyBad() ? ExitCode.BAD_ROWS : ExitCode.OK;
    }

    private static FieldChange change(String text) {
        int at = text.indexOf('=');
        if (at < 1) {
            throw new Failure(ExitCode.USAGE, "--set: " + text + " (expected: FIELD=VALUE)");
        }
        return FieldChange.newBuilder()
                .setField(text.substring(0, at).strip())
                .setValue(text.substring(at + 1))
                .build();
    }
}
