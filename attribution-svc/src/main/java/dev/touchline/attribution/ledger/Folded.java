package dev.touchline.attribution.ledger;

/**
 * What a folder did.
 *
 * @param claimed units whose marks it took
 * @param told sales whose ledger changed
 */
public record Folded(int claimed, int told) {
    static final Folded NOTHING = new Folded(0, 0);

    Folded plus(Folded other) {
        return new Folded(claimed + other.claimed, told + other.told);
    }
}
