package dev.touchline.cli.whatif;

import dev.touchline.attribution.v1.WhatIfResult;
import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.peer.Connections;
import dev.touchline.cli.peer.PeerOptions;
import dev.touchline.cli.report.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code touchline what-if}: what the ledger would be. */
@Command(
        name = "what-if",
        description = {
            "Shows what each campaign would be credited with under another model or other rules (口径), beside what it"
                    + " is.",
            "All facts are folded again, exactly as the ledger is; no fact and no ledger is written.",
            "",
            "The first question reads all facts from the database; those after it are answered from memory, brought up"
                    + " to",
            "date with what has arrived meanwhile.",
            ""
        },
        footer = {
            "",
            "A policy file says only what differs from the rules in force:",
            "  version: sms-3-days            # a name for these rules; shown in the answer",
            "  half-life: 3d                  # of the time-decay model",
            "  position: 50/0/50              # of the position model: first/all between/last",
            "  channels:",
            "    sms: {window: 3d, class: 4}  # counts for 3 days; precedence class 1 (strongest) to 9",
            "    coupon: {reached-by: [responded]}",
            "    call: {window: campaign}     # counts until the campaign ends",
            "Durations are whole numbers with s, m, h or d. Stages are executed, delivered and responded.",
            "",
            "Examples:",
            "  touchline what-if --model linear",
            "  touchline what-if --policy sms-3-days.yaml --from 2025-11-01 --to 2025-11-30",
            "  touchline what-if --model time-decay --by day --brand aurora --format csv > by-day.csv"
        })
public final class WhatIfCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private PeerOptions peers;

    @Mixin
    private WhatIfOptions options;

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "table (default), csv (amounts in major units) or json (minor units)")
    private Format format;

    /** The command, writing to {@code console}. */
    public WhatIfCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var request = options.request();
        try (Connections connections = peers.connect()) {
            WhatIfResult result = new WhatIfCall(connections, console, options.patience()).answer(request);
            console.block(
                    switch (format) {
                        case table -> WhatIfTables.text(result, request);
                        case csv -> WhatIfTables.csv(result);
                        case json -> Json.of(result);
                    });
            if (result.getWaiting() > 0) {
                console.remark(
                        "%,d persons wait to be folded: the reports will show the official figures when they are",
                        result.getWaiting());
            }
        }
        return ExitCode.OK;
    }

    /** How it is printed. */
    enum Format {
        table,
        csv,
        json
    }
}
