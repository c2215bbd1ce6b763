package dev.touchline.lift;

/** What may be said about an arm. */
public enum Verdict {
    /** The interval lies above zero. */
    RAISED,
    /** The interval lies below zero. */
    LOWERED,
    /** The interval holds zero, and a lift worth finding would have been found four times out of five. */
    NOT_FOUND,
    /** The interval holds zero, and a lift worth finding might well have been missed; or there is no interval. */
    NOT_ENOUGH_DATA,
    /** The groups were not drawn: nothing is said about an effect. */
    ASSOCIATION
}
