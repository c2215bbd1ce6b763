package dev.touchline.cli.mapping;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.zip.GZIPInputStream;

/** A CSV file, plain or .gz, read row by row through a mapping. */
public final class MappedFile {
    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final Mapping mapping;
    private final EntityMapping entity;

    /** The file at {@code path}, which holds {@code entity} as {@code mapping} says. */
    public MappedFile(Path path, Mapping mapping, Entity entity) {
        this.path = path;
        this.mapping = mapping;
        this.entity = mapping.of(entity);
    }

    /** Name for messages. */
    public String name() {
        return path.getFileName().toString();
    }

    /** How many lines it has after the header: nearly the number of its rows, for progress. */
    public long lines() {
        try (InputStream in = open()) {
            byte[] buffer = new byte[BUFFER];
            long lines = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
            }
            return Math.max(0, lines - 1);
        } catch (IOException e) {
            throw unreadable(e.getMessage(), e);
        }
    }

    /** Gives every row to {@code sink}, in order; bad ones come as bad rows, and reading goes on. */
    public void forEach(RowSink sink) {
        try (Reader reader = mapping.values().encoding().reader(this::open);
                CsvReader<CsvRecord> csv = CsvReader.builder()
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .detectBomHeader(false)
                        .ofCsvRecord(reader)) {
            Iterator<CsvRecord> records = csv.iterator();
            if (!records.hasNext()) {
                throw new Failure(ExitCode.USAGE, name() + ": empty (expected: a header line)");
            }
            Header header = Header.of(name(), records.next().getFields(), mapping, entity);
            while (records.hasNext()) {
                offer(records.next(), header, sink);
            }
        } catch (IOException | UncheckedIOException | CsvParseException e) {
            throw unreadable(undecodable(e) ? mapping.values().encoding().misfit() : e.getMessage(), e);
        }
    }

    private void offer(CsvRecord record, Header header, RowSink sink) {
        long line = record.getStartingLineNumber();
        if (record.getFieldCount() != header.width()) {
            sink.torn(line, record.getFieldCount() + " fields (expected: " + header.width() + ")");
            return;
        }
        try {
            Selection.Verdict verdict = entity.selection().judge(header, record.getFields());
            if (verdict.choice() == Selection.Choice.SKIP) {
                sink.skipped(line);
            } else {
                sink.row(new Row(mapping, entity, header, record.getFields(), line, verdict));
            }
        } catch (BadCell e) {
            sink.bad(line, e.getMessage());
        }
    }

    private static boolean undecodable(Throwable failure) {
        return failure != null && (failure instanceof CharacterCodingException || undecodable(failure.getCause()));
    }

    private InputStream open() throws IOException {
        InputStream file = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        return name().endsWith(".gz") ? new GZIPInputStream(file, BUFFER) : file;
    }

    private Failure unreadable(String why, Exception cause) {
        return new Failure(ExitCode.USAGE, path + ": cannot be read: " + why, cause);
    }

    /** Takes rows as they are read. */
    public interface RowSink {
        /** A row that has as many fields as the header. */
        void row(Row row) throws BadCell;

        /** A row that {@link #row} could not use, and why. */
        void bad(long line, String why);

        /** A row with more or fewer fields than the header, and how many: nobody can tell what it belongs to. */
        void torn(long line, String why);

        /** A row that the mapping says is not meant. */
        default void skipped(long line) {}
    }
}
