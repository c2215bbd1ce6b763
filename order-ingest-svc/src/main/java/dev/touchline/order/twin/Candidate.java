package dev.touchline.order.twin;

import dev.touchline.kit.text.NaturalOrder;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.order.book.SaleBook;
import dev.touchline.order.v1.BuyerPlace;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Line;
import dev.touchline.type.v1.DocumentKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An order that may be one of two reports of a purchase.
 *
 * @param store the credited store; empty: none
 * @param person the member, or whom it was merged into; 0: unknown
 * @param amounts paid, by brand; minor units
 * @param payment payment number; empty: none
 * @param away whether the document says that the buyer was away
 */
public record Candidate(
        long saleId,
        DocumentKey key,
        Side side,
        String store,
        long person,
        String currency,
        Map<String, Long> amounts,
        Instant paidAt,
        String payment,
        boolean away) {

    /** By number, then source, naturally. */
    static final Comparator<Candidate> BY_KEY = Comparator.comparing(
                    (Candidate candidate) -> candidate.key().getNumber(), NaturalOrder.INSTANCE)
            .thenComparing(candidate -> candidate.key().getSource(), NaturalOrder.INSTANCE);

    /** The candidate that a sale is, with its own member as the person; none: nothing reports it twice. */
    public static Optional<Candidate> of(SaleBook sale) {
        return sale.large()
                ? Optional.empty()
                : sale.orderDocument().flatMap(order -> Side.of(order).map(side -> of(sale, order, side)));
    }

    private static Candidate of(SaleBook sale, Document order, Side side) {
        return new Candidate(
                sale.saleId(),
                sale.key(),
                side,
                order.getPlaces().getStore(),
                sale.member(),
                order.getCurrencyCode(),
                order.getLinesList().stream()
                        .collect(Collectors.groupingBy(
                                Line::getBrand, TreeMap::new, Collectors.summingLong(Line::getAmountMinor))),
                ProtoTime.instant(order.getOccurredAt()),
                order.getPaymentNumber(),
                order.getPlaces().getBuyer() == BuyerPlace.BUYER_PLACE_AWAY);
    }

    /** The same with the person that the member was merged into. */
    public Candidate ofPerson(long canonical) {
        return new Candidate(saleId, key, side, store, canonical, currency, amounts, paidAt, payment, away);
    }

    Candidate withoutPayment() {
        return new Candidate(saleId, key, side, store, person, currency, amounts, paidAt, "", away);
    }

    /** Paid for all brands. */
    public long amount() {
        return amounts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether it may be found by what else was bought there and then: a known person, in a store. */
    public boolean near() {
        return person > 0 && !store.isEmpty() && !away;
    }

    /** Whether anything can be its twin. */
    public boolean meets() {
        return near() || !payment.isEmpty();
    }

    boolean agrees(Candidate other) {
        return currency.equals(other.currency) && amounts.equals(other.amounts);
    }

    Duration apart(Candidate other) {
        return Duration.between(paidAt, other.paidAt).abs();
    }
}
