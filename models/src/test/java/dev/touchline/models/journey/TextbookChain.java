package dev.touchline.models.journey;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.RealMatrix;

/** Removal effects the slow way, straight from the definition: one dense LU solution of (I − Q) x = r for each touchpoint. */
final class TextbookChain {
    private final Map<List<Integer>, Integer> states = new LinkedHashMap<>();
    private final Map<Integer, Map<Integer, Double>> counts = new TreeMap<>();
    private final Map<Integer, Double> conversions = new TreeMap<>();
    private final Map<Integer, Double> value = new TreeMap<>();
    private final Map<Integer, Double> visits = new TreeMap<>();

    TextbookChain(Journeys journeys, int order) {
        states.put(List.of(), 0);
        for (Journeys.Row row : journeys.rows()) {
            double journeysOfRow = row.conversions() + row.nulls();
            if (journeysOfRow > 0) {
                add(row, order, journeysOfRow);
            }
        }
    }

    private void add(Journeys.Row row, int order, double journeys) {
        List<Integer> collapsed = new ArrayList<>();
        for (int touch : row.path()) {
            if (collapsed.isEmpty() || collapsed.get(collapsed.size() - 1) != touch) {
                collapsed.add(touch);
            }
        }
        int state = 0;
        visits.merge(0, journeys, Double::sum);
        for (int i = 1; i <= collapsed.size(); i++) {
            List<Integer> run = List.copyOf(collapsed.subList(Math.max(0, i - order), i));
            int next = number(run);
            counts.computeIfAbsent(state, s -> new TreeMap<>()).merge(next, journeys, Double::sum);
            visits.merge(next, journeys, Double::sum);
            state = next;
        }
        conversions.merge(state, row.conversions(), Double::sum);
        value.merge(state, row.value(), Double::sum);
    }

    private int number(List<Integer> run) {
        Integer known = states.putIfAbsent(run, states.size());
        return known == null ? states.size() - 1 : known;
    }

    double[] effects(int touchpoints, boolean ofValue) {
        double all = worth(-1, ofValue);
        double[] effects = new double[touchpoints];
        for (int x = 0; x < touchpoints && all > 0; x++) {
            effects[x] = 1 - worth(x, ofValue) / all;
        }
        return effects;
    }

    private double worth(int removed, boolean ofValue) {
        int n = states.size();
        RealMatrix matrix = new Array2DRowRealMatrix(n, n);
        ArrayRealVector exits = new ArrayRealVector(n);
        states.forEach((run, state) -> {
            matrix.setEntry(state, state, 1);
            if (!run.contains(removed)) {
                double visited = visits.get(state);
                counts.getOrDefault(state, Map.of())
                        .forEach((next, count) -> matrix.addToEntry(state, next, -count / visited));
                exits.setEntry(state, (ofValue ? value : conversions).getOrDefault(state, 0.0) / visited);
            }
        });
        return new LUDecomposition(matrix).getSolver().solve(exits).getEntry(0);
    }
}
