package dev.touchline.models.journey;

/**
 * Splits conversions and value among touchpoints. A model keeps sums, never paths, so that it takes a file of any length;
 * the order of the paths does not matter, and a row of five journeys is the same as five rows of one.
 */
public interface JourneyModel extends PathSink {
    /**
     * The credits of what was taken so far.
     *
     * @param touchpoints how many there are; those without credit have 0
     */
    Credits credits(int touchpoints);
}
