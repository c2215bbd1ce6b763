package dev.touchline.models.journey;

/** The data are larger than a model takes; the message says what was got and what is the most. */
public final class LimitExceeded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What was got and what was expected. */
    public LimitExceeded(String message) {
        super(message);
    }
}
