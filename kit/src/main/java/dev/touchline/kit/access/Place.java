package dev.touchline.kit.access;

/**
 * Where something belongs in the organisation, as far as a scope can tell.
 *
 * @param store store key; empty: no store is named; null: such things have none, so that a scope by store says nothing
 * @param brand brand key; likewise
 */
record Place(String store, String brand) {

    static Place ofStore(String store) {
        return new Place(store, null);
    }

    static Place ofBrand(String brand) {
        return new Place(null, brand);
    }
}
