package dev.touchline.touch.journey;

/**
 * The order on which a coupon was redeemed.
 *
 * @param source who issued the document
 * @param type number of the contract's DocumentType
 * @param number its number there
 */
public record OrderKey(String source, int type, String number) {

    @Override
    public String toString() {
        return source + "/" + number;
    }
}
