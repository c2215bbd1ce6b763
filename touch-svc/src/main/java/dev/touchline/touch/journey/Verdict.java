package dev.touchline.touch.journey;

/** What a report does to a touch. */
public sealed interface Verdict {

    /** The touch from now on, given what it was. */
    Journey after(Journey before);

    /**
     * It tells something new.
     *
     * @param journey the touch from now on
     */
    record News(Journey journey) implements Verdict {
        @Override
        public Journey after(Journey before) {
            return journey;
        }
    }

    /**
     * It tells nothing new, but may name identifiers that will.
     *
     * @param journey the touch from now on
     */
    record Known(Journey journey) implements Verdict {
        @Override
        public Journey after(Journey before) {
            return journey;
        }
    }

    /**
     * It contradicts what was told before, or itself; nothing of it counts.
     *
     * @param reason which rule
     * @param field the offending field
     * @param got what was reported
     * @param expected what stands
     */
    record Refused(Reason reason, String field, String got, String expected) implements Verdict {
        @Override
        public Journey after(Journey before) {
            return before;
        }
    }

    /** The rules that a report may break. */
    enum Reason {
        /** Content differs from the first report's. */
        OTHER_CONTENT,
        /** A stage was reported before with another time or reason. */
        OTHER_STAGE,
        /** The coupon was redeemed before on another order, or after it had expired. */
        NOT_REDEEMABLE
    }
}
