package dev.touchline.cli.quarantine;

import com.google.protobuf.util.Timestamps;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.touchline.cli.mapping.Choices;
import dev.touchline.cli.report.TextTable;
import dev.touchline.cli.report.Texts;
import dev.touchline.order.v1.QuarantineCount;
import dev.touchline.order.v1.QuarantinedDocument;
import dev.touchline.type.v1.DocumentKey;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** The quarantine as tables and as CSV. */
final class QuarantineTables {
    private static final String[] COUNT_COLUMNS = {"reason", "source", "open", "closed", "oldest_open"};
    private static final String[] DOCUMENT_COLUMNS = {
        "id", "reason", "source", "type", "number", "store", "quarantined_at", "state", "message"
    };

    private QuarantineTables() {}

    static String counts(List<QuarantineCount> counts) {
        TextTable table = new TextTable()
                .words("reason")
                .words("source")
                .numbers("open")
                .numbers("closed")
                .words("oldest open");
        counts.forEach(count -> table.row(
                reason(count.getReason()),
                count.getSource(),
                Texts.count(count.getOpen()),
                Texts.count(count.getClosed()),
                oldest(count)));
        return table.render();
    }

    static String countsCsv(List<QuarantineCount> counts) {
        return csv(
                COUNT_COLUMNS,
                counts.stream()
                        .map(count -> new String[] {
                            reason(count.getReason()),
                            count.getSource(),
                            Long.toString(count.getOpen()),
                            Long.toString(count.getClosed()),
                            oldest(count)
                        })
                        .toList());
    }

    static String documents(List<QuarantinedDocument> documents) {
        TextTable table = new TextTable()
                .numbers("id")
                .words("reason")
                .words("source")
                .words("type")
                .words("number")
                .words("store")
                .words("message");
        documents.forEach(row -> {
            String[] cells = cells(row);
            table.row(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[8]);
        });
        return table.render();
    }

    static String documentsCsv(List<QuarantinedDocument> documents) {
        return csv(
                DOCUMENT_COLUMNS,
                documents.stream().map(QuarantineTables::cells).toList());
    }

    private static String[] cells(QuarantinedDocument row) {
        DocumentKey key = row.getDocument().getDocument().getKey();
        return new String[] {
            Long.toString(row.getQuarantineId()),
            reason(row.getReason()),
            key.getSource(),
            Choices.label(key.getType(), "DOCUMENT_TYPE_"),
            key.getNumber(),
            row.getDocument().getDocument().getPlaces().getStore(),
            Timestamps.toString(row.getQuarantinedAt()),
            Choices.label(row.getState(), "QUARANTINE_STATE_"),
            row.getMessage()
        };
    }

    private static String oldest(QuarantineCount count) {
        return count.hasOldestOpen() ? Timestamps.toString(count.getOldestOpen()) : "";
    }

    private static String reason(Enum<?> reason) {
        return Choices.label(reason, "ERROR_REASON_");
    }

    private static String csv(String[] columns, List<String[]> rows) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            csv.writeRecord(columns);
            rows.forEach(csv::writeRecord);
        } catch (IOException e) {
            throw new UncheckedIOException("Text in memory cannot be written", e);
        }
        return text.toString();
    }
}
