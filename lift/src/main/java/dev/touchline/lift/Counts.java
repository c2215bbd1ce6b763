package dev.touchline.lift;

/**
 * Who is in an arm.
 *
 * @param units what was drawn into the arm: members, or whole clusters
 * @param people members, reached or not; equal to {@code units} unless clusters were drawn
 * @param buyers members whose outcome is not zero
 * @param touched members who were touched; 0 where nobody says
 */
public record Counts(long units, long people, long buyers, long touched) {
    static final Counts NONE = new Counts(0, 0, 0, 0);

    Counts plus(Counts other) {
        return new Counts(units + other.units, people + other.people, buyers + other.buyers, touched + other.touched);
    }
}
