package dev.touchline.cli.report;

import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.mapping.Choices;
import dev.touchline.cli.peer.Connections;
import dev.touchline.cli.peer.PeerOptions;
import dev.touchline.report.v1.Publication;
import dev.touchline.report.v1.PublicationKind;
import dev.touchline.report.v1.PublishRequest;
import dev.touchline.report.v1.PublishResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code touchline publish}: freezes the numbers of a business day or month. */
@Command(
        name = "publish",
        description = {
            "Freezes the numbers of a business day or a month, as the clock does at 06:00 of the next day and on the 5th of"
                    + " the next month. A copy is made once and never changes: asking again shows the one that there is.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  touchline publish day 2025-11-11",
            "  touchline publish month 2025-11 --brand aurora"
        })
public final class PublishCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private PeerOptions peers;

    @Parameters(index = "0", paramLabel = "KIND", description = "day or month")
    private Kind kind;

    @Parameters(index = "1", paramLabel = "PERIOD", description = "2025-11-11 or 2025-11")
    private String period;

    @Option(names = "--brand", paramLabel = "KEY", defaultValue = "", description = "only this brand")
    private String brand;

    @Option(names = "--format", defaultValue = "table", description = "table (default) or json")
    private Format format;

    /** The command, writing to {@code console}. */
    public PublishCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        PublishRequest request = PublishRequest.newBuilder()
                .setKind(
                        kind == Kind.day
                                ? PublicationKind.PUBLICATION_KIND_DAY
                                : PublicationKind.PUBLICATION_KIND_MONTH)
                .setDay(kind == Kind.day ? day("PERIOD", period) : month("PERIOD", period))
                .setBrand(brand)
                .build();
        try (Connections connections = peers.connect()) {
            PublishResponse answer = new Reports(connections).publish(request);
            console.block(format == Format.json ? Json.of(answer) : table(answer.getPublicationsList()));
        }
        return ExitCode.OK;
    }

    private static String table(List<Publication> copies) {
        TextTable table = new TextTable()
                .words("period")
                .words("of")
                .words("brand")
                .words("made at")
                .numbers("cut")
                .words("complete")
                .numbers("waiting");
        for (Publication copy : copies) {
            table.row(
                    Choices.label(copy.getKind(), "PUBLICATION_KIND_"),
                    copy.getDay(),
                    copy.getBrand().isEmpty() ? "no brand" : copy.getBrand(),
                    Instant.ofEpochSecond(copy.getMadeAt().getSeconds()).toString(),
                    Long.toString(copy.getCut()),
                    copy.getComplete() ? "yes" : "no",
                    copy.getWaiting() < 0 ? "unknown" : Texts.count(copy.getWaiting()));
        }
        return table.render();
    }

    /** A day as services want it. */
    static String day(String option, String text) {
        try {
            return LocalDate.parse(text).toString();
        } catch (DateTimeParseException e) {
            throw new Failure(ExitCode.USAGE, option + ": " + text + " (expected: YYYY-MM-DD)", e);
        }
    }

    /** The first day of a month. */
    static String month(String option, String text) {
        try {
            return YearMonth.parse(text).atDay(1).toString();
        } catch (DateTimeParseException e) {
            throw new Failure(ExitCode.USAGE, option + ": " + text + " (expected: YYYY-MM)", e);
        }
    }

    /** What is frozen. */
    enum Kind {
        day,
        month
    }

    /** How it is printed. */
    enum Format {
        table,
        json
    }
}
