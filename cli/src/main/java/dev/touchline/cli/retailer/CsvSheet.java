package dev.touchline.cli.retailer;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One CSV file being written. */
final class CsvSheet implements AutoCloseable {
    private final Path path;
    private final CsvWriter writer;
    private final int width;
    private long rows;

    CsvSheet(Path path, List<String> columns) {
        this.path = path;
        this.width = columns.size();
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            writer = CsvWriter.builder()
                    .lineDelimiter(de.siegmar.fastcsv.writer.LineDelimiter.LF)
                    .build(path);
        } catch (IOException e) {
            throw unwritable(e);
        }
        writer.writeRecord(columns);
    }

    /** Writes a row; null is an empty cell. */
    void row(Object... cells) {
        if (cells.length != width) {
            throw new IllegalArgumentException(path + ": " + cells.length + " cells (expected: " + width + ")");
        }
        String[] text = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            text[i] = cells[i] == null ? "" : cells[i].toString();
        }
        writer.writeRecord(text);
        rows++;
    }

    long rows() {
        return rows;
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private Failure unwritable(IOException cause) {
        return new Failure(ExitCode.USAGE, path + ": cannot be written: " + cause.getMessage(), cause);
    }
}
