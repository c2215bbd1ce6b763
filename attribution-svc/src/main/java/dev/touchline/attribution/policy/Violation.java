package dev.touchline.attribution.policy;

/** A field with a value that is not accepted. */
record Violation(String field, String got, String expected) {

    @Override
    public String toString() {
        return field + ": " + got + " (expected: " + expected + ")";
    }
}
