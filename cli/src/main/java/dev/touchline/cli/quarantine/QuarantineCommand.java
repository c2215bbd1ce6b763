package dev.touchline.cli.quarantine;

import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Limit;
import dev.touchline.cli.peer.Connections;
import dev.touchline.cli.peer.PeerOptions;
import dev.touchline.cli.report.Json;
import dev.touchline.order.v1.CountQuarantineResponse;
import dev.touchline.order.v1.ListQuarantineRequest;
import dev.touchline.order.v1.ListQuarantineResponse;
import dev.touchline.order.v1.QuarantineCount;
import dev.touchline.order.v1.QuarantineState;
import dev.touchline.order.v1.QuarantinedDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code touchline quarantine}: what waits for a person. */
@Command(
        name = "quarantine",
        description = {
            "Shows the order documents in quarantine: how many there are by reason and source, then the oldest of them.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  touchline quarantine --reason total-mismatch --since 2025-11-11",
            "  touchline quarantine --counts --format csv",
            "  touchline quarantine explain 17",
            "  touchline quarantine replay --reason time-in-future",
            "  touchline quarantine replay --corrections corrected.csv --mapping till --note 'till 7 was set wrong'",
            "  touchline quarantine correct 17 --set stated_total_minor=15000 --note 'the till forgot the bag'",
            "  touchline quarantine take 17 --note 'the store confirms the second receipt'"
        })
public final class QuarantineCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private PeerOptions peers;

    @Mixin
    private QuarantineFilter filter;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "at most so many documents (default: ${DEFAULT-VALUE}); 0: all")
    private int limit;

    @Option(
            names = "--state",
            defaultValue = "open",
            description = "open (default), closed (decided, kept for the record) or left (accepted since)")
    private State state;

    @Option(names = "--counts", description = "the counts alone")
    private boolean countsOnly;

    @Option(names = "--format", defaultValue = "table", description = "table (default), csv or json")
    private Format format;

    private QuarantineCommand(Console console) {
        this.console = console;
    }

    /** The command with its subcommands, writing to {@code console}. */
    public static CommandLine with(Console console) {
        CommandLine line = new CommandLine(new QuarantineCommand(console));
        line.addSubcommand(new ExplainCommand(console));
        line.addSubcommand(new BulkReplayCommand(console));
        line.addSubcommand(new CorrectCommand(console));
        line.addSubcommand(new DecideCommand.Keep(console));
        line.addSubcommand(new DecideCommand.Take(console));
        line.addSubcommand(new DecideCommand.Discard(console));
        line.addSubcommand(new DecideCommand.Reopen(console));
        return line;
    }

    @Override
    public Integer call() {
        Limit.check(limit);
        try (Connections connections = peers.connect()) {
            QuarantineCalls calls = new QuarantineCalls(connections);
            if (countsOnly || format == Format.table) {
                show(calls.counts(filter));
            }
            if (!countsOnly) {
                list(calls);
            }
        }
        return ExitCode.OK;
    }

    private void show(List<QuarantineCount> counts) {
        console.block(
                switch (format) {
                    case table -> QuarantineTables.counts(counts);
                    case csv -> QuarantineTables.countsCsv(counts);
                    case json -> Json.of(CountQuarantineResponse.newBuilder().addAllCounts(counts));
                });
    }

    private void list(QuarantineCalls calls) {
        List<QuarantinedDocument> documents = new ArrayList<>();
        String token = "";
        do {
            int size = limit == 0 ? QuarantineCalls.BATCH : Math.min(QuarantineCalls.BATCH, limit - documents.size());
            ListQuarantineRequest.Builder request =
                    filter.list().setState(state.contract).setPageSize(size).setPageToken(token);
            ListQuarantineResponse page = calls.page(request.build());
            documents.addAll(page.getDocumentsList());
            token = page.getNextPageToken();
        } while (!token.isEmpty() && (limit == 0 || documents.size() < limit));
        console.block(
                switch (format) {
                    case table -> "\n" + QuarantineTables.documents(documents);
                    case csv -> QuarantineTables.documentsCsv(documents);
                    case json ->
                        Json.of(ListQuarantineResponse.newBuilder()
                                .addAllDocuments(documents)
                                .setNextPageToken(token));
                });
        if (!token.isEmpty()) {
            console.remark("there are more (--limit 0 shows all)");
        }
    }

    /** How it is printed. */
    enum Format {
        table,
        csv,
        json
    }

    /** Which documents are listed. */
    enum State {
        open(QuarantineState.QUARANTINE_STATE_OPEN),
        closed(QuarantineState.QUARANTINE_STATE_CLOSED),
        left(QuarantineState.QUARANTINE_STATE_LEFT);

        private final QuarantineState contract;

        State(QuarantineState contract) {
            this.contract = contract;
        }
    }
}
