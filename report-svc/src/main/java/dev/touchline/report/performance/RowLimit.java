package dev.touchline.report.performance;

import dev.touchline.kit.error.Rejection;
import dev.touchline.type.v1.ErrorReason;
import java.util.List;

/** At most so many rows: one more is read, and refused. A report is whole or not at all. */
public final class RowLimit {

    private final int max;

    public RowLimit(int max) {
        this.max = max;
    }

    /** How many rows to ask for. */
    public int oneMore() {
        return max + 1;
    }

    /** The rows, or RESOURCE_EXHAUSTED if there is one more than may be. */
    public <R> List<R> check(List<R> rows) {
        if (rows.size() > max) {
            throw Rejection.exhausted(
                    ErrorReason.ERROR_REASON_BATCH_TOO_LARGE,
                    "rows of the report",
                    "more than " + max,
                    "at most " + max + "; narrow the filter");
        }
        return rows;
    }
}
