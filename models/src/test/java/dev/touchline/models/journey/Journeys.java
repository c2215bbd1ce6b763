package dev.touchline.models.journey;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** A small file of paths for tests. */
record Journeys(int touchpoints, List<Row> rows) {
    /** One row; touchpoints are numbers. */
    record Row(List<Integer> path, double conversions, double value, double nulls) {
        int[] touches() {
            return path.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    /** Rows like {@code "AB 1 3.5 0"}: a letter for each touch, then conversions, value and nulls. */
    static Journeys of(String... lines) {
        List<Row> rows = new ArrayList<>();
        for (String line : lines) {
            String[] cells = line.split(" ");
            rows.add(new Row(
                    cells[0].chars().map(c -> c - 'A').boxed().toList(),
                    Double.parseDouble(cells[1]),
                    Double.parseDouble(cells[2]),
                    Double.parseDouble(cells[3])));
        }
        int touchpoints = rows.stream()
                .flatMap(row -> row.path().stream())
                .mapToInt(i -> i + 1)
                .max()
                .orElse(0);
        return new Journeys(touchpoints, rows);
    }

    /** Up to {@code rows} random rows over 1 to {@code touchpoints} touchpoints, with at least one conversion. */
    static Arbitrary<Journeys> any(int touchpoints, int rows) {
        return Arbitraries.integers().between(1, touchpoints).flatMap(n -> {
            Arbitrary<Row> row = Combinators.combine(
                            Arbitraries.integers()
                                    .between(0, n - 1)
                                    .list()
                                    .ofMinSize(1)
                                    .ofMaxSize(8),
                            Arbitraries.integers().between(0, 9),
                            Arbitraries.integers().between(0, 90_000),
                            Arbitraries.integers().between(0, 30))
                    .as((path, c, cents, nulls) -> new Row(path, c, c == 0 ? 0 : cents / 100.0, nulls));
            return row.list().ofMinSize(1).ofMaxSize(rows).map(list -> new Journeys(n, withConversion(list)));
        });
    }

    private static List<Row> withConversion(List<Row> rows) {
        List<Row> all = new ArrayList<>(rows);
        all.add(new Row(rows.get(0).path(), 1, 10, 0));
        return all;
    }

    Credits through(JourneyModel model) {
        for (Row row : rows) {
            model.path(row.touches(), row.path().size(), row.conversions(), row.value(), row.nulls());
        }
        return model.credits(touchpoints);
    }

    PathTable table() {
        PathTable table = new PathTable();
        for (Row row : rows) {
            table.path(row.touches(), row.path().size(), row.conversions(), row.value(), row.nulls());
        }
        return table;
    }

    double conversions() {
        return rows.stream().mapToDouble(Row::conversions).sum();
    }

    double value() {
        return rows.stream().mapToDouble(Row::value).sum();
    }

    Journeys shuffled(long seed) {
        List<Row> other = new ArrayList<>(rows);
        Collections.shuffle(other, new Random(seed));
        return new Journeys(touchpoints, other);
    }

    /** Every row as two rows of the same path. */
    Journeys split() {
        List<Row> halves = new ArrayList<>();
        for (Row row : rows) {
            double part = Math.floor(row.conversions() / 3);
            double worth = row.conversions() == 0 ? 0 : row.value() * part / row.conversions();
            double nulls = Math.floor(row.nulls() / 2);
            halves.add(new Row(row.path(), part, worth, nulls));
            halves.add(new Row(row.path(), row.conversions() - part, row.value() - worth, row.nulls() - nulls));
        }
        return new Journeys(touchpoints, halves);
    }

    /** These and the same again with touchpoints 0 and 1 exchanged. */
    Journeys mirrored() {
        List<Row> both = new ArrayList<>(rows);
        for (Row row : rows) {
            List<Integer> other =
                    row.path().stream().map(i -> i < 2 ? 1 - i : i).toList();
            both.add(new Row(other, row.conversions(), row.value(), row.nulls()));
        }
        return new Journeys(Math.max(2, touchpoints), both);
    }

    @Override
    public String toString() {
        return rows.stream()
                .map(row -> Arrays.toString(row.touches()) + " " + row.conversions() + " " + row.nulls())
                .collect(Collectors.joining("; "));
    }
}
