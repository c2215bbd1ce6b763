package dev.touchline.report.publication;

/**
 * How far the ledger is from complete.
 *
 * @param count changes that wait to be read here and persons that wait to be folded; −1: attribution-svc does not answer
 */
record Waiting(long count) {

    /** Whether a copy made now is complete, up to a limit. */
    boolean complete(long max) {
        return count >= 0 && count <= max;
    }
}
