package dev.touchline.cli.quarantine;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.mapping.Entity;
import dev.touchline.cli.mapping.Mapping;
import dev.touchline.cli.mapping.Mappings;
import dev.touchline.cli.peer.Connections;
import dev.touchline.cli.peer.PeerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code touchline quarantine replay}: offers documents again, as they are or corrected. */
@Command(
        name = "replay",
        description = {
            "Offers documents in quarantine again, as they are or corrected: all open ones, those that a filter means, or those"
                    + " named in a file. What is accepted now, or turns out to be known, leaves; the rest stays where it was.",
            ""
        },
        footer = {
            "",
            "The exit code is 3 if some documents stay, or a correction was bad or met nothing.",
            "",
            "Examples:",
            "  touchline quarantine replay --reason time-in-future --until 2025-11-12",
            "  touchline quarantine --reason total-mismatch --format csv --limit 0 > ids.csv",
            "  touchline quarantine replay --ids ids.csv",
            "  touchline quarantine replay --corrections receipts.csv --mapping till --note 'asked store S07'"
        })
final class BulkReplayCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private PeerOptions peers;

    @Mixin
    private QuarantineFilter filter;

    @Option(
            names = "--ids",
            paramLabel = "FILE",
            description = "only the ids in this file: one a line, or the first column of a CSV file")
    private Path ids;

    @Option(
            names = "--corrections",
            paramLabel = "FILE",
            description =
                    "orders as they should be, read as `import orders` does; each is offered instead of the document of"
                            + " its key, what has none is left alone")
    private Path corrections;

    @Option(
            names = "--mapping",
            paramLabel = "NAME|FILE",
            defaultValue = "canonical",
            description = "how columns of the corrections become fields (default: canonical)")
    private String mapping;

    @Option(
            names = "--constant",
            paramLabel = "FIELD=VALUE",
            description = "value of a field that the corrections do not say; may be repeated")
    private Map<String, String> constants = Map.of();

    @Option(
            names = "--note",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "why, for the record; never a person's data")
    private String note;

    BulkReplayCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Set<Long> named = ids == null ? Set.of() : ids(ids);
        Corrections corrected = corrections == null ? null : corrections();
        ReplayTally tally;
        try (Connections connections = peers.connect()) {
            BulkReplay replay = new BulkReplay(new QuarantineCalls(connections), note, console);
            if (ids == null && corrected == null) {
                tally = replay.run(filter, console);
            } else if (corrected == null && filter.isEmpty()) {
                tally = replay.run(named, console);
            } else {
                tally = replay.run(filter, named, corrected, console);
            }
        }
        boolean unused = corrected != null && corrected.tellUnused(console);
        console.result(tally.replayed());
        return unused || tally.anyBad() ? ExitCode.BAD_ROWS : ExitCode.OK;
    }

    private Corrections corrections() {
        Mapping found = Mappings.find(mapping).with(Entity.ORDERS, constants);
        return Corrections.read(corrections, found, console);
    }

    /** Ids of a file, each once; lines that begin with # or with a column's name are none. */
    static Set<Long> ids(Path file) {
        Set<Long> found = new LinkedHashSet<>();
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(file)) {
            for (CsvRecord record : records) {
                String cell = record.getField(0).strip();
                if (cell.matches("\\d{1,18}")) {
                    found.add(Long.parseLong(cell));
                } else if (record.getStartingLineNumber() > 1 && !cell.isEmpty() && !cell.startsWith("#")) {
                    throw new Failure(
                            ExitCode.USAGE,
                            file.getFileName() + ":" + record.getStartingLineNumber() + ": " + cell
                                    + " (expected: an id in the quarantine)");
                }
            }
        } catch (IOException | UncheckedIOException | CsvParseException e) {
            throw new Failure(ExitCode.USAGE, file + ": cannot be read: " + e.getMessage(), e);
        }
        if (found.isEmpty()) {
            throw new Failure(ExitCode.USAGE, file.getFileName() + ": empty (expected: ids, one a line)");
        }
        return found;
    }
}
