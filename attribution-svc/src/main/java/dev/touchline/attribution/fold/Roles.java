package dev.touchline.attribution.fold;

/**
 * Who had a hand in an order, as its document says; empty: nobody. Who was bound is for bindings to say, and who executed
 * the touch for the touch: what a document claims about those is not asked.
 *
 * @param salesGuide guide on the document
 * @param linkGuide guide whose shared link was used
 * @param partner distributor, CPS provider or sharer whose link was used
 */
public record Roles(String salesGuide, String linkGuide, String partner) {
    /** Nobody is named. */
    public static final Roles NOBODY = new Roles("", "", "");
}
