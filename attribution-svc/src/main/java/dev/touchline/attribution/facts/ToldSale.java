package dev.touchline.attribution.facts;

import dev.touchline.attribution.dirty.Units;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.Line;
import dev.touchline.order.v1.Sale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A sale as it was told. */
record ToldSale(Sale sale, long version, String traceparent) {

    private static final String SEPARATOR = "\u001f";

    long id() {
        return sale.getSaleId();
    }

    long unit() {
        return Units.ofSale(sale.getMemberId(), sale.getSaleId());
    }

    /** Whether it has neither order nor refund any more: its refund names another order now. */
    boolean isEmpty() {
        return !sale.hasOrder() && sale.getRefundsCount() == 0;
    }

    /** The stores of its documents, separated by U+001F. */
    String stores() {
        return join(
                documents().map(document -> document.getDocument().getPlaces().getStore()));
    }

    /** The brands of its documents, separated by U+001F. */
    String brands() {
        return join(documents()
                .flatMap(document -> document.getDocument().getLinesList().stream())
                .map(Line::getBrand));
    }

    /** The guides whose stores decide about it, separated by U+001F. */
    String guides() {
        return sale.getOrder().getDocument().getRoles().getLinkGuide();
    }

    /** What is stored: hashes of identifiers have done their work before the sale came here. */
    Sale withoutIdentifiers() {
        Sale.Builder slim = sale.toBuilder();
        if (sale.hasOrder()) {
            slim.getOrderBuilder().clearIdentifiers();
        }
        slim.getRefundsBuilderList().forEach(AcceptedDocument.Builder::clearIdentifiers);
        return slim.build();
    }

    private Stream<AcceptedDocument> documents() {
        return Stream.concat(
                sale.hasOrder() ? Stream.of(sale.getOrder()) : Stream.empty(), sale.getRefundsList().stream());
    }

    private static String join(Stream<String> keys) {
        return keys.collect(Collectors.toCollection(TreeSet::new)).stream().collect(Collectors.joining(SEPARATOR));
    }
}
