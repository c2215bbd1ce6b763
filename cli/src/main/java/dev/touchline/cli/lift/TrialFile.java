package dev.touchline.cli.lift;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.lift.Cells.BadValue;
import dev.touchline.cli.lift.Columns.Places;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** A CSV file, plain or .gz, in UTF-8, one row for each assigned member. The first bad row ends the command. */
final class TrialFile {
    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final Columns columns;
    private final boolean emptyIsZero;

    TrialFile(Path path, Columns columns, boolean emptyIsZero) {
        this.path = path;
        this.columns = columns;
        this.emptyIsZero = emptyIsZero;
    }

    /** Gives every row to {@code sink}, in order; what the sink refuses is told with its line. */
    void forEach(Consumer<Person> sink) {
        String name = path.getFileName().toString();
        try (InputStream in = open(name);
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
                CsvReader<CsvRecord> csv = CsvReader.builder()
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .ofCsvRecord(reader)) {
            Iterator<CsvRecord> records = csv.iterator();
            if (!records.hasNext()) {
                throw new Failure(ExitCode.USAGE, name + ": empty (expected: a header line)");
            }
            Places places = columns.in(name, withoutMark(records.next().getFields()));
            while (records.hasNext()) {
                CsvRecord row = records.next();
                try {
                    sink.accept(person(row, places));
                } catch (BadValue | IllegalArgumentException e) {
                    throw new Failure(
                            ExitCode.BAD_ROWS, name + ":" + row.getStartingLineNumber() + ": " + e.getMessage(), e);
                }
            }
        } catch (IOException | UncheckedIOException | CsvParseException e) {
            throw new Failure(ExitCode.USAGE, path + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private InputStream open(String name) throws IOException {
        InputStream file = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        return name.endsWith(".gz") ? new GZIPInputStream(file, BUFFER) : file;
    }

    /** Spreadsheets begin a UTF-8 file with a byte order mark. */
    private static List<String> withoutMark(List<String> header) {
        if (!header.get(0).startsWith("\uFEFF")) {
            return header;
        }
        List<String> clean = new java.util.ArrayList<>(header);
        clean.set(0, header.get(0).substring(1));
        return clean;
    }

    private Person person(CsvRecord row, Places at) throws BadValue {
        if (row.getFieldCount() != at.width()) {
            throw new BadValue(row.getFieldCount() + " fields (expected: " + at.width() + ")");
        }
        return new Person(
                word(row, at.arm(), columns.arm()),
                word(row, at.cluster(), columns.cluster()),
                word(row, at.unit(), columns.unit()),
                touched(row, at.touched()),
                number(row, at.outcome(), columns.outcome()),
                number(row, at.covariate(), columns.covariate()));
    }

    private static String word(CsvRecord row, int place, String column) throws BadValue {
        if (place < 0) {
            return "";
        }
        String text = row.getField(place).strip();
        if (text.isEmpty()) {
            throw new BadValue(column + ": empty (expected: a value)");
        }
        return text;
    }

    private boolean touched(CsvRecord row, int place) throws BadValue {
        try {
            return place >= 0 && Cells.yes(row.getField(place).strip());
        } catch (BadValue e) {
            throw new BadValue(columns.touched() + ": " + e.getMessage());
        }
    }

    private double number(CsvRecord row, int place, String column) throws BadValue {
        if (place < 0) {
            return 0;
        }
        String text = row.getField(place).strip();
        if (text.isEmpty() && emptyIsZero) {
            return 0;
        }
        try {
            return Cells.decimal(text);
        } catch (BadValue e) {
            String hint = text.isEmpty() ? "; --missing zero reads empty cells as 0" : "";
            throw new BadValue(column + ": " + e.getMessage() + hint);
        }
    }
}
