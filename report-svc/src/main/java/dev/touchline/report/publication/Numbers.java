package dev.touchline.report.publication;

/** Numbers of both ledgers, in minor units. */
record Numbers(long net, long touched, long credited, long unmatched) {

    static final Numbers NOTHING = new Numbers(0, 0, 0, 0);

    Numbers plus(Numbers other) {
        return new Numbers(
                net + other.net, touched + other.touched, credited + other.credited, unmatched + other.unmatched);
    }

    Numbers minus(Numbers other) {
        return plus(new Numbers(-other.net, -other.touched, -other.credited, -other.unmatched));
    }
}
