package dev.touchline.attribution.fold;

/**
 * How the net of an online order is split between the stages of the relation with a member: who added them (拉新), who
 * nurtures them (养客) and who closed the sale (成交). Percent, together 100.
 */
public record StageSplit(int add, int nurture, int close) {
    /** Refuses parts that are no percentages of one whole. */
    public StageSplit {
        if (add < 0 || nurture < 0 || close < 0 || add + nurture + close != 100) {
            throw new IllegalArgumentException(
                    "split: " + add + "/" + nurture + "/" + close + " (expected: 0..100 each, together 100)");
        }
    }
}
