package dev.touchline.cli.load;

import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.progress.Progress;
import dev.touchline.type.v1.ItemOutcome;
import dev.touchline.type.v1.ItemResult;
import java.util.List;

/** Takes the answers to batches: counts them, moves the progress on, and reports every item that was not taken. */
final class Answers {
    private final Console console;
    private final Tally tally;
    private final Progress progress;

    Answers(Console console, Tally tally, Progress progress) {
        this.console = console;
        this.tally = tally;
        this.progress = progress;
    }

    /** A row that could not be read. */
    void badRow(String file, long line, String why) {
        console.remark("%s:%d: %s", file, line, why);
        tally.countBadRow();
        progress.step(1);
    }

    /** A document or unit that was not sent because of a row that was counted itself. */
    void leftOut(String file, long line, String why) {
        console.remark("%s:%d: %s", file, line, why);
    }

    /** A row that is not meant. */
    void skippedRow() {
        tally.countSkippedRow();
        progress.step(1);
    }

    /** The answers to a batch, in its order. */
    void batch(List<? extends Item<?>> items, List<ItemResult> results) {
        if (results.size() != items.size()) {
            throw new Failure(
                    ExitCode.REFUSED, results.size() + " answers to a batch (expected: " + items.size() + ")");
        }
        for (int i = 0; i < items.size(); i++) {
            one(items.get(i), results.get(i));
        }
        progress.step(items.size());
    }

    private void one(Item<?> item, ItemResult result) {
        tally.count(result.getOutcome());
        if (result.getOutcome() == ItemOutcome.ITEM_OUTCOME_REJECTED
                || result.getOutcome() == ItemOutcome.ITEM_OUTCOME_QUARANTINED) {
            String verb = result.getOutcome() == ItemOutcome.ITEM_OUTCOME_REJECTED ? "rejected" : "quarantined";
            String reason = result.getReason().name().substring("ERROR_REASON_".length());
            console.remark("%s:%d: %s: %s: %s", item.file(), item.line(), verb, reason, result.getMessage());
        }
    }
}
