package dev.touchline.attribution.fold.columns;

/** The keys that columns name by number. */
public record Dictionaries(Names campaigns, Names brands, Names currencies) {

    /** Empty ones. */
    public Dictionaries() {
        this(new Names(), new Names(), new Names());
    }

    /** The number of a currency, which fits a short. */
    public int currency(String code) {
        int id = currencies.idOf(code);
        if (id > Short.MAX_VALUE) {
            throw new IllegalStateException("currencies: " + id + " (expected: at most " + Short.MAX_VALUE + ")");
        }
        return id;
    }
}
