package dev.touchline.cli.mapping;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which rows of an export are sales, by a word such as its order status. A word that is not listed is a bad row, so that a new
 * one is noticed.
 *
 * @param columns names of the column with the word; empty: every row is one
 * @param take words of rows that are sales
 * @param refunded words of rows that are sales which were given back, wholly unless the row says how much
 * @param skip words of rows that are none
 * @param skipEmpty names of a column that is empty where nothing was paid: such rows are none; empty: no such column
 */
record Selection(
        List<String> columns, Set<String> take, Set<String> refunded, Set<String> skip, List<String> skipEmpty) {
    static final Selection ALL = new Selection(List.of(), Set.of(), Set.of(), Set.of(), List.of());

    /** What a row is. */
    enum Choice {
        TAKE,
        REFUNDED,
        SKIP
    }

    /**
     * What a row was found to be.
     *
     * @param unclear why nobody can tell; null: it is clear
     */
    record Verdict(Choice choice, BadCell unclear) {}

    Verdict judge(Header header, List<String> cells) {
        try {
            return new Verdict(choose(header, cells), null);
        } catch (BadCell unclear) {
            return new Verdict(Choice.TAKE, unclear);
        }
    }

    private Choice choose(Header header, List<String> cells) throws BadCell {
        if (!skipEmpty.isEmpty() && header.cell(cells, skipEmpty).isEmpty()) {
            return Choice.SKIP;
        }
        if (columns.isEmpty()) {
            return Choice.TAKE;
        }
        String word = Cells.key(header.cell(cells, columns));
        if (take.contains(word)) {
            return Choice.TAKE;
        }
        if (skip.contains(word)) {
            return Choice.SKIP;
        }
        if (refunded.contains(word)) {
            return Choice.REFUNDED;
        }
        throw new BadCell(header.name(columns), word, "one of " + words());
    }

    private List<String> words() {
        return Stream.of(take, refunded, skip).flatMap(Set::stream).sorted().toList();
    }
}
