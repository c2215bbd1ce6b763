package dev.touchline.cli.quarantine;

import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.peer.Connections;
import dev.touchline.cli.peer.PeerOptions;
import dev.touchline.order.v1.QuarantineDecisionKind;
import dev.touchline.type.v1.ItemResult;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Decides about documents in quarantine; the decision is recorded with who, when and why. */
abstract class DecideCommand implements Callable<Integer> {
    private final Console console;
    private final QuarantineDecisionKind kind;

    @Mixin
    private PeerOptions peers;

    @Parameters(arity = "1..*", paramLabel = "ID", description = "ids in the quarantine")
    private List<Long> ids;

    @Option(
            names = "--note",
            paramLabel = "TEXT",
            required = true,
            description = "why, for the record; never a person's data")
    private String note;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "names this decision: given again with the same key, it is recognised (default: a new one)")
    private String key = UUID.randomUUID().toString();

    private DecideCommand(Console console, QuarantineDecisionKind kind) {
        this.console = console;
        this.kind = kind;
    }

    @Override
    public Integer call() {
        ReplayTally tally = new ReplayTally(console);
        try (Connections connections = peers.connect()) {
            QuarantineCalls calls = new QuarantineCalls(connections);
            for (int from = 0; from < ids.size(); from += QuarantineCalls.BATCH) {
                List<Long> batch = ids.subList(from, Math.min(ids.size(), from + QuarantineCalls.BATCH));
                List<ItemResult> results = calls.decide(batch, kind, note, key);
                for (int i = 0; i < batch.size(); i++) {
                    tally.count(batch.get(i), results.get(i));
                }
            }
        }
        console.result(tally.decided());
        return tally.anyBad() ? ExitCode.BAD_ROWS : ExitCode.OK;
    }

    /** What stands goes on standing. */
    @Command(
            name = "keep",
            description = {
                "Of two conflicting contents: what stands goes on standing, and the one in quarantine is closed.",
                ""
            })
    static final class Keep extends DecideCommand {
        Keep(Console console) {
            super(console, QuarantineDecisionKind.QUARANTINE_DECISION_KIND_KEEP);
        }
    }

    /** What is in quarantine stands. */
    @Command(
            name = "take",
            description = {
                "Of two conflicting contents: the one in quarantine stands from now on, and the one that stood goes to"
                        + " quarantine, closed. Its sale and the ledgers follow.",
                ""
            })
    static final class Take extends DecideCommand {
        Take(Console console) {
            super(console, QuarantineDecisionKind.QUARANTINE_DECISION_KIND_TAKE);
        }
    }

    /** It waits again. */
    @Command(
            name = "reopen",
            description = {
                "Takes back a decision that closed documents: they wait for a person again. To undo `take`, reopen the content"
                        + " that went to quarantine and take it.",
                ""
            })
    static final class Reopen extends DecideCommand {
        Reopen(Console console) {
            super(console, QuarantineDecisionKind.QUARANTINE_DECISION_KIND_REOPEN);
        }
    }

    /** Nobody needs to look at it again. */
    @Command(
            name = "discard",
            description = {
                "Closes documents: they count nowhere and no longer wait for a person. They stay readable, stay counted as"
                        + " quarantined, and are recognised when they are sent again.",
                ""
            })
    static final class Discard extends DecideCommand {
        Discard(Console console) {
            super(console, QuarantineDecisionKind.QUARANTINE_DECISION_KIND_DISCARD);
        }
    }
}
