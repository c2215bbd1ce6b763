package dev.touchline.attribution.fold;

/**
 * A node of the performance ledger: a store and guide, a store with <em>no guide</em>, a guide with <em>no store</em>, a
 * partner, or the house, which is nobody else. What is empty is not there.
 */
public record Owner(String store, String guide, String partner) {
    /** Nobody but the house. */
    public static final Owner HOUSE = new Owner("", "", "");

    static Owner node(String store, String guide) {
        return new Owner(store, guide, "");
    }

    static Owner partner(String partner) {
        return new Owner("", "", partner);
    }

    /** Whether it is nobody but the house. */
    public boolean house() {
        return equals(HOUSE);
    }

    /** For people. */
    public String names() {
        if (house()) {
            return "house";
        }
        return !partner.isEmpty()
                ? "partner " + partner
                : (store.isEmpty() ? "no store" : "store " + store) + ", "
                        + (guide.isEmpty() ? "no guide" : "guide " + guide);
    }
}
