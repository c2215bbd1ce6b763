package dev.touchline.touch.journey;

/**
 * The external key of a touch.
 *
 * @param source who reports it
 * @param number its key there
 */
public record TouchKey(String source, String number) {

    @Override
    public String toString() {
        return source + "/" + number;
    }
}
