package dev.touchline.order.intake;

import dev.touchline.order.book.Books;
import dev.touchline.order.book.Entry;
import dev.touchline.order.book.SaleBook;
import dev.touchline.order.sale.Mark;
import dev.touchline.type.v1.DocumentKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a batch did.
 *
 * @param outcomes what became of each offer
 * @param newlyAside documents that are set aside now and were not; fresh or stored
 * @param notAside stored documents that were set aside and are in their sale again
 * @param replaced stored documents that have been replaced
 * @param displaced of those: they stood until a decision preferred another content of their version
 * @param marks of sales whose twins must be looked for
 */
record Booked(
        List<Outcome> outcomes,
        List<Aside> newlyAside,
        List<Entry> notAside,
        List<Entry> replaced,
        List<Entry> displaced,
        List<Mark> marks) {

    /** A refund that is set aside, with the currency of its sale. */
    record Aside(Entry entry, String saleCurrency) {}

    /** A batch of which everything was known before. */
    static Booked nothingNew(List<Outcome> outcomes) {
        return new Booked(outcomes, List.of(), List.of(), List.of(), List.of(), List.of());
    }

    static Booked of(List<Outcome> outcomes, Books books, List<Mark> marks) {
        return new Booked(
                outcomes,
                books.sales().stream().flatMap(Booked::newlyAside).toList(),
                books.sales().stream().flatMap(Booked::notAside).toList(),
                books.replaced(),
                books.displaced(),
                marks);
    }

    /** The same with what was found to count zero when twins were looked for. */
    Booked paired(Set<DocumentKey> countZero) {
        return new Booked(
                outcomes.stream()
                        .map(outcome -> outcome.is(Outcome.Kind.ACCEPTED)
                                        && countZero.contains(outcome.offer().key())
                                ? outcome.paired()
                                : outcome)
                        .toList(),
                newlyAside,
                notAside,
                replaced,
                displaced,
                marks);
    }

    /** Stored documents that were set aside and are so no longer. */
    List<Entry> back() {
        List<Entry> back = new ArrayList<>(notAside);
        replaced.stream().filter(Entry::storedAside).forEach(back::add);
        return back;
    }

    private static Stream<Aside> newlyAside(SaleBook sale) {
        return sale.entries().stream()
                .filter(entry -> sale.setsAside(entry) && !entry.storedAside())
                .map(entry -> new Aside(entry, sale.currency()));
    }

    private static Stream<Entry> notAside(SaleBook sale) {
        return sale.entries().stream().filter(entry -> entry.storedAside() && !sale.setsAside(entry));
    }

    /** How many offers ended in one of some ways. */
    int count(Outcome.Kind... kinds) {
        List<Outcome.Kind> asked = List.of(kinds);
        return (int) outcomes.stream()
                .filter(outcome -> asked.contains(outcome.kind()))
                .count();
    }

    /** Documents accepted before that are set aside now. */
    int takenBack() {
        return (int) newlyAside.stream()
                .map(Aside::entry)
                .filter(entry -> !entry.fresh() && !entry.storedPaired())
                .count();
    }

    /** Paired documents that have been replaced; the one that was accepted earlier counts as such again. */
    int replacedPaired() {
        return (int) replaced.stream().filter(Entry::storedPaired).count();
    }

    /** Documents that were paired and are no longer: they were replaced, or are set aside now. */
    int noLongerPaired() {
        return replacedPaired()
                + (int) newlyAside.stream()
                        .filter(aside -> aside.entry().storedPaired())
                        .count();
    }
}
