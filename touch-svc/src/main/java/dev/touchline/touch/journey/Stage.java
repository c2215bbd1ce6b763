package dev.touchline.touch.journey;

/** Stages of a touch, numbered as in the contract. */
public enum Stage {
    /** Planned for the member. */
    ASSIGNED,
    /** Done. */
    EXECUTED,
    /** Arrived. */
    DELIVERED,
    /** Answered. */
    RESPONDED,
    /** Failed. */
    FAILED,
    /** Withdrawn. */
    CANCELLED;

    /** The contract's number, 1 to 6. */
    public int number() {
        return ordinal() + 1;
    }

    /** The stage with a number of the contract, 1 to 6. */
    public static Stage of(int number) {
        return values()[number - 1];
    }
}
