package dev.touchline.cli.orders;

import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Limit;
import dev.touchline.cli.mapping.Choices;
import dev.touchline.cli.peer.Connections;
import dev.touchline.cli.peer.PeerOptions;
import dev.touchline.cli.peer.Service;
import dev.touchline.cli.report.Json;
import dev.touchline.cli.report.TextTable;
import dev.touchline.cli.report.Texts;
import dev.touchline.order.v1.DoubtReason;
import dev.touchline.order.v1.DoubtfulPair;
import dev.touchline.order.v1.DoubtfulSale;
import dev.touchline.order.v1.ListDoubtfulRequest;
import dev.touchline.order.v1.ListDoubtfulResponse;
import dev.touchline.order.v1.OrderIngestServiceGrpc;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code touchline orders doubtful}: what looks like one purchase and is counted twice. */
@Command(
        name = "doubtful",
        description = {
            "Lists till receipts and online orders that look like one purchase and are counted twice, oldest first, with"
                    + " the reason of each.",
            ""
        })
public final class DoubtfulCommand implements Callable<Integer> {
    private static final int MAX_PAGE = 1_000;

    private final Console console;

    @Mixin
    private PeerOptions peers;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "at most so many (default: ${DEFAULT-VALUE}); 0: all")
    private int limit;

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "only amounts_differ, many_candidates, too_far_apart or other_payment")
    private Reason reason;

    @Option(names = "--format", defaultValue = "table", description = "table (default) or json")
    private Format format;

    /** The command, writing to {@code console}. */
    public DoubtfulCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Limit.check(limit);
        ListDoubtfulResponse.Builder found = ListDoubtfulResponse.newBuilder();
        try (Connections connections = peers.connect()) {
            do {
                ListDoubtfulRequest request = next(found);
                ListDoubtfulResponse page = connections.call(
                        Service.ORDER_INGEST,
                        OrderIngestServiceGrpc::newBlockingStub,
                        stub -> stub.listDoubtful(request));
                found.addAllPairs(page.getPairsList()).setNextPageToken(page.getNextPageToken());
            } while (!found.getNextPageToken().isEmpty() && (limit == 0 || found.getPairsCount() < limit));
        }
        console.block(format == Format.json ? Json.of(found) : table(found.getPairsList()));
        if (!found.getNextPageToken().isEmpty()) {
            console.remark("there are more (--limit 0 shows all)");
        }
        return ExitCode.OK;
    }

    /** Asks for the page after what was found. */
    private ListDoubtfulRequest next(ListDoubtfulResponse.Builder found) {
        return ListDoubtfulRequest.newBuilder()
                .setPageSize(limit == 0 ? MAX_PAGE : Math.min(MAX_PAGE, limit - found.getPairsCount()))
                .setPageToken(found.getNextPageToken())
                .setReason(reason == null ? DoubtReason.DOUBT_REASON_UNSPECIFIED : reason.asked())
                .build();
    }

    private static String table(List<DoubtfulPair> pairs) {
        TextTable table = new TextTable()
                .numbers("id")
                .words("reason")
                .words("store")
                .words("receipt")
                .numbers("receipt amount")
                .words("receipt paid at")
                .words("online order")
                .numbers("online amount")
                .words("online paid at");
        for (DoubtfulPair pair : pairs) {
            table.row(
                    Long.toString(pair.getDoubtId()),
                    Choices.label(pair.getReason(), "DOUBT_REASON_"),
                    pair.getTill().getStore(),
                    key(pair.getTill()),
                    amount(pair.getTill()),
                    time(pair.getTill()),
                    key(pair.getOnline()),
                    amount(pair.getOnline()),
                    time(pair.getOnline()));
        }
        return table.render();
    }

    private static String key(DoubtfulSale sale) {
        return sale.getKey().getSource() + "/" + sale.getKey().getNumber();
    }

    private static String amount(DoubtfulSale sale) {
        return Texts.amount(sale.getAmountMinor(), sale.getCurrencyCode()) + " " + sale.getCurrencyCode();
    }

    private static String time(DoubtfulSale sale) {
        return Instant.ofEpochSecond(
                        sale.getPaidAt().getSeconds(), sale.getPaidAt().getNanos())
                .toString();
    }

    /** Why they are not paired. */
    enum Reason {
        amounts_differ,
        many_candidates,
        too_far_apart,
        other_payment;

        DoubtReason asked() {
            return DoubtReason.valueOf("DOUBT_REASON_" + name().toUpperCase(Locale.ROOT));
        }
    }

    /** How it is printed. */
    enum Format {
        table,
        json
    }
}
