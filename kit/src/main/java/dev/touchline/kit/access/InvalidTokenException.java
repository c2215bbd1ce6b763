package dev.touchline.kit.access;

/** A token that proves nothing. Its message is the cause in a word: {@code "expired"}. */
final class InvalidTokenException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidTokenException(String cause) {
        super(cause, null, false, false);
    }
}
