package dev.touchline.report.ledger;

/** What is in a cell, in minor units. */
record Amounts(long paid, long refunded, long unmatched, long touched, long credited) {

    static final Amounts NOTHING = new Amounts(0, 0, 0, 0, 0);

    static Amounts credit(long credited) {
        return new Amounts(0, 0, 0, 0, credited);
    }

    static Amounts touch(long touched) {
        return new Amounts(0, 0, 0, touched, 0);
    }

    Amounts plus(Amounts other) {
        return new Amounts(
                paid + other.paid,
                refunded + other.refunded,
                unmatched + other.unmatched,
                touched + other.touched,
                credited + other.credited);
    }

    Amounts minus(Amounts other) {
        return plus(new Amounts(-other.paid, -other.refunded, -other.unmatched, -other.touched, -other.credited));
    }

    boolean nothing() {
        return equals(NOTHING);
    }
}
