package dev.touchline.lift;

/** Why an interval may be worse than its name says. */
public enum Warning {
    /** An arm has fewer than two units. */
    TOO_FEW_UNITS("an arm has fewer than two units: there is no interval"),
    /** Neither arm varies. */
    NO_VARIATION("the outcome does not vary: there is no interval"),
    /** Sales are skewed: with few buyers in an arm the interval is too narrow and leans to one side. */
    FEW_BUYERS("fewer than " + Warning.MIN_BUYERS + " members with an outcome in an arm: the interval is too narrow"),
    /** With few clusters even t with few degrees of freedom is a little narrow. */
    FEW_CLUSTERS(
            "an arm is worth fewer than " + Warning.MIN_UNITS + " units or clusters of equal size: the error is rough"),
    /** The control's mean is not clearly above zero. */
    NO_BASE("the control's mean is not clearly above zero: a relative lift means nothing");

    /** Buyers that each arm should have. */
    public static final int MIN_BUYERS = 30;
    /** Units, or clusters of equal size, that each arm should have. */
    public static final int MIN_UNITS = 20;

    private final String sentence;

    Warning(String sentence) {
        this.sentence = sentence;
    }

    /** For people. */
    public String sentence() {
        return sentence;
    }
}
