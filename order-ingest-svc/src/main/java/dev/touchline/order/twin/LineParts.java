package dev.touchline.order.twin;

import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Line;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much of each line of the twin lies in which line of the receipt: first in the same one, as far as that cost as much; the
 * rest by brand, line by line in the order of their numbers. Twins agree by brand, so both add up: what the twin gives back of
 * all its lines is, line by line, what the receipt was paid.
 */
final class LineParts {

    /** By number of the twin's line, then of the receipt's: minor units. */
    private final Map<Integer, SortedMap<Integer, Long>> parts = new HashMap<>();

    /** What of the receipt's lines is no part yet. */
    private final Map<Integer, Long> left = new HashMap<>();

    private LineParts() {}

    static LineParts of(Document receipt, Document online, SameLines lines) {
        LineParts all = new LineParts();
        List<Line> targets = byNumber(receipt);
        List<Line> twins = byNumber(online);
        targets.forEach(target -> all.left.put(target.getLineNumber(), target.getAmountMinor()));
        all.putSame(twins, lines, true);
        all.putSame(twins, lines, false);
        for (Line line : twins) {
            for (Line target : targets) {
                if (target.getBrand().equals(line.getBrand()) && all.wants(line)) {
                    all.put(line, target);
                }
            }
        }
        return all;
    }

    /** Those of one amount go first, because they fill their lines. */
    private void putSame(List<Line> twins, SameLines lines, boolean ofOneAmount) {
        for (Line line : twins) {
            lines.same(line.getLineNumber())
                    .map(lines::receiptLine)
                    .filter(target -> (target.getAmountMinor() == line.getAmountMinor()) == ofOneAmount)
                    .ifPresent(target -> put(line, target));
        }
    }

    /** The parts of a line of the twin, by number of the receipt's line; empty: it has no such line. */
    SortedMap<Integer, Long> of(int onlineNumber) {
        return parts.getOrDefault(onlineNumber, Collections.emptySortedMap());
    }

    /** Whether some of it lies nowhere; what cost nothing lies in one line, for its items. */
    private boolean wants(Line line) {
        return !parts.containsKey(line.getLineNumber()) || rest(line) > 0;
    }

    private long rest(Line line) {
        return line.getAmountMinor()
                - of(line.getLineNumber()).values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
    }

    private void put(Line line, Line target) {
        long part = Math.min(rest(line), left.get(target.getLineNumber()));
        if (part > 0 || line.getAmountMinor() == 0) {
            left.merge(target.getLineNumber(), -part, Long::sum);
            parts.computeIfAbsent(line.getLineNumber(), number -> new TreeMap<>())
                    .merge(target.getLineNumber(), part, Long::sum);
        }
    }

    private static List<Line> byNumber(Document document) {
        return document.getLinesList().stream()
                .sorted(Comparator.comparing(Line::getLineNumber))
                .toList();
    }
}
