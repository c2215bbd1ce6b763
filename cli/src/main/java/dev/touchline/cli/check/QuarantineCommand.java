package dev.touchline.cli.check;

import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.mapping.Choices;
import dev.touchline.cli.peer.Connections;
import dev.touchline.cli.peer.PeerOptions;
import dev.touchline.cli.peer.Service;
import dev.touchline.cli.report.Json;
import dev.touchline.cli.report.TextTable;
import dev.touchline.order.v1.ListQuarantineRequest;
import dev.touchline.order.v1.ListQuarantineResponse;
import dev.touchline.order.v1.OrderIngestServiceGrpc;
import dev.touchline.order.v1.QuarantinedDocument;
import dev.touchline.type.v1.DocumentKey;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code touchline quarantine}: what waits for a person. */
@Command(
        name = "quarantine",
        description = {"Lists order documents in quarantine, oldest first, with the reason of each.", ""})
public final class QuarantineCommand implements Callable<Integer> {
    private static final int MAX_PAGE = 1_000;

    private final Console console;

    @Mixin
    private PeerOptions peers;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "at most so many, up to 1000")
    private int limit;

    @Option(names = "--format", defaultValue = "table", description = "table (default) or json")
    private Format format;

    /** The command, writing to {@code console}. */
    public QuarantineCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ListQuarantineRequest request = ListQuarantineRequest.newBuilder()
                .setPageSize(Math.max(1, Math.min(MAX_PAGE, limit)))
                .build();
        try (Connections connections = peers.connect()) {
            ListQuarantineResponse page = connections.call(
                    Service.ORDER_INGEST,
                    OrderIngestServiceGrpc::newBlockingStub,
                    stub -> stub.listQuarantine(request));
            console.block(format == Format.json ? Json.of(page) : table(page));
            if (!page.getNextPageToken().isEmpty()) {
                console.remark("there are more");
            }
        }
        return ExitCode.OK;
    }

    private static String table(ListQuarantineResponse page) {
        TextTable table = new TextTable()
                .numbers("id")
                .words("type")
                .words("source")
                .words("number")
                .words("reason")
                .words("message");
        for (QuarantinedDocument quarantined : page.getDocumentsList()) {
            DocumentKey key = quarantined.getDocument().getDocument().getKey();
            table.row(
                    Long.toString(quarantined.getQuarantineId()),
                    Choices.label(key.getType(), "DOCUMENT_TYPE_"),
                    key.getSource(),
                    key.getNumber(),
                    Choices.label(quarantined.getReason(), "ERROR_REASON_"),
                    quarantined.getMessage());
        }
        return table.render();
    }

    /** How it is printed. */
    enum Format {
        table,
        json
    }
}
