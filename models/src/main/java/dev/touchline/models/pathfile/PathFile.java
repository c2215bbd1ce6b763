package dev.touchline.models.pathfile;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.touchline.models.journey.PathSink;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;

/**
 * A CSV file of paths, plain or .gz, in UTF-8, read once from end to end. Fields are separated by comma, semicolon or tab,
 * whichever the header has. The first row that cannot be used ends it: a result without some rows would be a wrong one.
 */
public final class PathFile {
    private static final int BUFFER = 1 << 16;
    private static final int MOST_HEADER = 1 << 14;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path path;
    private final Limits limits;

    /** The file at {@code path}, which may hold as much as {@code limits} say. */
    public PathFile(Path path, Limits limits) {
        this.path = path;
        this.limits = limits;
    }

    /**
     * Gives every row to {@code sink}, in order.
     *
     * @param read is told from time to time how many bytes of the file are read
     * @throws UnusableFile if the file, its header or a row cannot be used
     */
    public PathTotals read(PathSink sink, LongConsumer read) {
        PathRows rows = new PathRows(path.getFileName().toString(), limits, sink);
        try (BufferedReader reader = open(read);
                CsvReader<PathRows> csv = CsvReader.builder()
                        .fieldSeparator(separator(reader))
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .build(rows, reader)) {
            Iterator<PathRows> records = csv.iterator();
            if (!records.hasNext()) {
                throw UnusableFile.file(path + ": empty (expected: a header line)", null);
            }
            while (records.hasNext()) {
                records.next();
            }
            return rows.totals();
        } catch (IOException | UncheckedIOException | CsvParseException e) {
            throw blame(e);
        }
    }

    private BufferedReader open(LongConsumer read) throws IOException {
        InputStream file = new Counted(Files.newInputStream(path), read);
        InputStream text = path.toString().endsWith(".gz") ? new GZIPInputStream(file, BUFFER) : file;
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8.newDecoder()), BUFFER);
        skipMark(reader);
        return reader;
    }

    /** Some programs put a byte order mark before the header. */
    private static void skipMark(BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
    }

    /** The separator that stands in the first line; a comma if none does. */
    private static char separator(BufferedReader reader) throws IOException {
        reader.mark(MOST_HEADER);
        char[] start = new char[MOST_HEADER];
        int length = Math.max(0, reader.read(start));
        reader.reset();
        String header = new String(start, 0, length).lines().findFirst().orElse("");
        if (header.indexOf(',') >= 0) {
            return ',';
        }
        return header.indexOf(';') >= 0 ? ';' : header.indexOf('\t') >= 0 ? '\t' : ',';
    }

    private UnusableFile blame(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnusableFile known) {
                return known;
            }
            if (cause instanceof CharacterCodingException) {
                return UnusableFile.file(path + ": not in UTF-8 (expected: UTF-8)", failure);
            }
            if (cause instanceof NoSuchFileException) {
                return UnusableFile.file(path + ": no such file", failure);
            }
        }
        return UnusableFile.file(path + ": cannot be read: " + failure.getMessage(), failure);
    }

    /** Tells how far it has been read, at every buffer. */
    private static final class Counted extends FilterInputStream {
        private final LongConsumer listener;
        private long bytes;

        Counted(InputStream in, LongConsumer listener) {
            super(in);
            this.listener = listener;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int got = super.read(buffer, offset, length);
            if (got > 0) {
                bytes += got;
                listener.accept(bytes);
            }
            return got;
        }
    }
}
