package dev.touchline.models.journey;

/** Takes paths one after the other, as a file is read. */
@FunctionalInterface
public interface PathSink {
    /**
     * Takes the journeys that went along one path.
     *
     * @param touches the touchpoints' numbers, oldest first; valid only during the call
     * @param length how many of them count, 1 or more
     * @param conversions journeys that ended in a conversion, 0 or more
     * @param value what those conversions are worth together, 0 or more
     * @param nulls journeys that ended without one, 0 or more
     * @throws LimitExceeded when the model cannot hold more
     */
    void path(int[] touches, int length, double conversions, double value, double nulls);
}
