package dev.touchline.touch.journey;

import java.util.Comparator;

/**
 * An identifier that a report named the person by. The least one decides: strong before weak, then by type, then by hash.
 *
 * @param rank the contract's number of its type; {@link #WEAK} more if it is weak
 * @param hash its keyed hash in lower-case hexadecimal digits
 */
public record Candidate(int rank, String hash) implements Comparable<Candidate> {

    /** Ranks from here on are weak. */
    public static final int WEAK = 100;

    private static final Comparator<Candidate> BEST_FIRST =
            Comparator.comparingInt(Candidate::rank).thenComparing(Candidate::hash);

    /** An identifier of a type of the contract. */
    public static Candidate of(int type, boolean strong, String hash) {
        return new Candidate(strong ? type : WEAK + type, hash);
    }

    boolean strong() {
        return rank < WEAK;
    }

    @Override
    public int compareTo(Candidate other) {
        return BEST_FIRST.compare(this, other);
    }
}
