package dev.touchline.cli.load;

import dev.touchline.type.v1.ItemOutcome;
import java.util.EnumMap;
import java.util.Map;

/** Counts what became of the rows of a load. Safe from any thread. */
public final class Tally {
    private final Map<ItemOutcome, Long> outcomes = new EnumMap<>(ItemOutcome.class);
    private long badRows;
    private long skippedRows;

    /** Counts an answer. */
    public synchronized void count(ItemOutcome outcome) {
        outcomes.merge(outcome, 1L, Long::sum);
    }

    /** Counts a row that could not be read. */
    public synchronized void countBadRow() {
        badRows++;
    }

    /** Counts a row that the mapping says is not meant, such as an order that was not paid. */
    public synchronized void countSkippedRow() {
        skippedRows++;
    }

    /** How many items had this outcome. */
    public synchronized long of(ItemOutcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    /** How many rows could not be read. */
    public synchronized long badRows() {
        return badRows;
    }

    /** How many items were answered. */
    public synchronized long answered() {
        return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether a row was bad, or an item was refused or put into quarantine. */
    public synchronized boolean anyBad() {
        return badRows
                        + of(ItemOutcome.ITEM_OUTCOME_REJECTED)
                        + of(ItemOutcome.ITEM_OUTCOME_QUARANTINED)
                        + of(ItemOutcome.ITEM_OUTCOME_UNSPECIFIED)
                > 0;
    }

    /** One line with all counts. */
    @Override
    public synchronized String toString() {
        return "accepted " + of(ItemOutcome.ITEM_OUTCOME_ACCEPTED) + ", duplicates "
                + of(ItemOutcome.ITEM_OUTCOME_DUPLICATE) + ", paired " + of(ItemOutcome.ITEM_OUTCOME_PAIRED)
                + ", quarantined " + of(ItemOutcome.ITEM_OUTCOME_QUARANTINED) + ", rejected "
                + of(ItemOutcome.ITEM_OUTCOME_REJECTED) + ", bad rows " + badRows
                + (skippedRows == 0 ? "" : ", skipped rows " + skippedRows);
    }
}
