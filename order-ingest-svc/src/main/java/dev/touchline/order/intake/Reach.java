package dev.touchline.order.intake;

import dev.touchline.kit.access.Caller;
import dev.touchline.order.book.Books;
import dev.touchline.order.document.Offer;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Line;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How far a caller reaches into the books. What stands under a key is replaced by callers of its store and of all its
 * brands only. Goods may be returned in another store, but to their own brand.
 */
record Reach(Caller caller) {

    boolean covers(Offer offer, Books books) {
        return caller.wholeGroup()
                || books.standing(offer.key()).stream().allMatch(standing -> owns(standing, books))
                        && (offer.saleKey().equals(offer.key())
                                || books.standing(offer.saleKey()).stream()
                                        .allMatch(order -> mayTakeBack(order, offer.document())));
    }

    private boolean owns(Document standing, Books books) {
        List<Line> ordered = standing.hasRefundOf()
                ? books.standing(standing.getRefundOf())
                        .map(Document::getLinesList)
                        .orElse(List.of())
                : List.of();
        return caller.covers(standing.getPlaces().getStore(), null)
                && standing.getLinesList().stream().allMatch(line -> ownsLine(line, ordered));
    }

    /**
     * A line is of the brand that it says and of that of the line it takes back; of all brands of the order if that has no
     * such line. While nobody knows the brand, it is nobody's who is limited by brand.
     */
    private boolean ownsLine(Line line, List<Line> ordered) {
        List<Line> same = ordered.stream()
                .filter(each -> each.getLineNumber() == line.getLineNumber())
                .toList();
        List<String> brands = Stream.concat(Stream.of(line), (same.isEmpty() ? ordered : same).stream())
                .map(Line::getBrand)
                .filter(brand -> !brand.isEmpty())
                .toList();
        return brands.isEmpty()
                ? caller.covers(null, "")
                : brands.stream().allMatch(brand -> caller.covers(null, brand));
    }

    private boolean mayTakeBack(Document order, Document refund) {
        Set<Integer> numbers =
                refund.getLinesList().stream().map(Line::getLineNumber).collect(Collectors.toSet());
        return order.getLinesList().stream().anyMatch(this::ownBrand)
                && order.getLinesList().stream()
                        .filter(line -> numbers.contains(line.getLineNumber()))
                        .allMatch(this::ownBrand);
    }

    private boolean ownBrand(Line line) {
        return caller.covers(null, line.getBrand());
    }
}
