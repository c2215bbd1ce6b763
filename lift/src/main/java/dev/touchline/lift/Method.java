package dev.touchline.lift;

/** How means are compared. */
public enum Method {
    /** As they are. */
    PLAIN,
    /** Adjusted by the covariate, see {@link Cuped}. */
    CUPED
}
