package dev.touchline.order.intake;

import dev.touchline.kit.access.Caller;
import dev.touchline.order.book.Books;
import dev.touchline.order.document.Offer;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Line;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How far a caller reaches into the books. What stands under a key is replaced by callers of its store and of all its
 * brands only. Goods may be returned in another store, but to their own brand.
 */
record Reach(Caller caller) {

    boolean covers(Offer offer, Books books) {
        return caller.wholeGroup()
                || books.standing(offer.key()).stream().allMatch(this::owns)
                        && (offer.saleKey().equals(offer.key())
                                || books.standing(offer.saleKey()).stream()
                                        .allMatch(order -> mayTakeBack(order, offer.document())));
    }

    private boolean owns(Document standing) {
        return caller.covers(standing.getPlaces().getStore(), null)
                && standing.getLinesList().stream().allMatch(this::ownBrand);
    }

    private boolean mayTakeBack(Document order, Document refund) {
        Set<Integer> numbers =
                refund.getLinesList().stream().map(Line::getLineNumber).collect(Collectors.toSet());
        return order.getLinesList().stream().anyMatch(this::ownBrand)
                && order.getLinesList().stream()
                        .filter(line -> numbers.contains(line.getLineNumber()))
                        .allMatch(this::ownBrand);
    }

    // A line of a refund need not repeat the brand: its order says it.
    private boolean ownBrand(Line line) {
        return caller.covers(null, line.getBrand().isEmpty() ? null : line.getBrand());
    }
}
