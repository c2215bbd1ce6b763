package dev.touchline.order.twin;

/** A till receipt and an online order that look like one purchase, both counted, for a person to look at. */
public record Doubt(Candidate till, Candidate online, Reason reason) {

    /** Why they are not paired. Numbers are those of the contract. */
    public enum Reason {
        /** One payment number, and other amounts in total or of a brand. */
        AMOUNTS_DIFFER(1),
        /** One payment number and amount, and several that fit. */
        MANY_CANDIDATES(2),
        /** One store, person and amount, a little too far apart. */
        TOO_FAR_APART(3),
        /** One store, person and amount at one time, and two payment numbers. */
        OTHER_PAYMENT(4);

        private final int number;

        Reason(int number) {
            this.number = number;
        }

        /** The number in the contract. */
        public int number() {
            return number;
        }
    }
}
