package dev.touchline.cli.model;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.touchline.cli.report.TextTable;
import dev.touchline.models.journey.Credits;
import dev.touchline.models.journey.Intervals;
import dev.touchline.models.journey.Rounding;
import dev.touchline.models.pathfile.PathTotals;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The result, touchpoint by touchpoint: most conversions first, then by name, whatever the order of the file's rows. */
final class ModelResult {
    private static final int EFFECT_DECIMALS = 12;
    private static final int TABLE_DECIMALS = 4;

    private final List<String> titles = new ArrayList<>();
    private final List<List<BigDecimal>> columns = new ArrayList<>();
    private final List<String> names;
    private final int[] order;

    /** Of a model's credits; {@code intervals} may be null. */
    ModelResult(PathTotals totals, Credits credits, Intervals intervals) {
        names = totals.touchpoints();
        int[] byName = IntStream.range(0, names.size())
                .boxed()
                .sorted(Comparator.comparing(names::get))
                .mapToInt(Integer::intValue)
                .toArray();
        List<BigDecimal> conversions = conserved(credits.conversions(), totals.conversions(), byName);
        add("conversions", conversions);
        add("value", conserved(credits.value(), totals.value(), byName));
        if (credits.effects() != null) {
            add("removal_effect", rounded(credits.effects().conversions(), EFFECT_DECIMALS));
            add("removal_effect_value", rounded(credits.effects().value(), EFFECT_DECIMALS));
        }
        if (intervals != null && intervals.enough()) {
            add("conversions_low", rounded(intervals.low(), Rounding.DECIMALS));
            add("conversions_high", rounded(intervals.high(), Rounding.DECIMALS));
        }
        order = IntStream.of(byName)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> conversions.get(i)).reversed())
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private void add(String title, List<BigDecimal> column) {
        titles.add(title);
        columns.add(column);
    }

    /** Ties of rounding go by name, not by the order in which the file names the touchpoints. */
    private static List<BigDecimal> conserved(double[] credits, BigDecimal total, int[] byName) {
        double[] inOrder = IntStream.of(byName).mapToDouble(i -> credits[i]).toArray();
        BigDecimal[] rounded = Rounding.conserve(inOrder, total);
        BigDecimal[] column = new BigDecimal[rounded.length];
        for (int i = 0; i < rounded.length; i++) {
            column[byName[i]] = rounded[i];
        }
        return List.of(column);
    }

    /** Null where there is no number. */
    private static List<BigDecimal> rounded(double[] values, int decimals) {
        List<BigDecimal> column = new ArrayList<>();
        for (double value : values) {
            column.add(
                    Double.isNaN(value) ? null : BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN));
        }
        return column;
    }

    String csv() {
        StringWriter text = new StringWriter();
        CsvWriter csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .bufferSize(0)
                .build(text);
        List<String> header = new ArrayList<>(List.of("touchpoint"));
        header.addAll(titles);
        csv.writeRecord(header);
        for (int touchpoint : order) {
            List<String> row = new ArrayList<>(List.of(names.get(touchpoint)));
            columns.forEach(column -> row.add(plain(column.get(touchpoint))));
            csv.writeRecord(row);
        }
        return text.toString();
    }

    private static String plain(BigDecimal number) {
        if (number == null) {
            return "";
        }
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    String table() {
        TextTable table = new TextTable().words("touchpoint");
        titles.forEach(table::numbers);
        for (int touchpoint : order) {
            List<String> row = new ArrayList<>(List.of(names.get(touchpoint)));
            columns.forEach(column -> row.add(shown(column.get(touchpoint))));
            table.row(row.toArray(String[]::new));
        }
        return table.render();
    }

    private static String shown(BigDecimal number) {
        return number == null ? "-" : String.format("%,.4f", number.setScale(TABLE_DECIMALS, RoundingMode.HALF_EVEN));
    }
}
