package dev.touchline.e2e;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A CSV with a header, by the value of its first column; sums are over all of its rows. */
final class Table {

    private final Map<String, NamedCsvRecord> rows = new LinkedHashMap<>();

    private final List<NamedCsvRecord> records;

    private Table(List<NamedCsvRecord> records) {
        this.records = records;
        records.forEach(record -> rows.put(record.getField(0), record));
    }

    static Table of(String csv) {
        return new Table(CsvReader.builder().ofNamedCsvRecord(csv).stream().toList());
    }

    static Table of(Path file) throws IOException {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            return new Table(reader.stream().toList());
        }
    }

    java.util.Set<String> keys() {
        return rows.keySet();
    }

    BigDecimal number(String row, String column) {
        return new BigDecimal(rows.get(row).getField(column));
    }

    BigDecimal sum(String column) {
        return records.stream()
                .map(record -> new BigDecimal(record.getField(column)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
