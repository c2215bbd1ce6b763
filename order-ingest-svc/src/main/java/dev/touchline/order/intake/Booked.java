package dev.touchline.order.intake;

import dev.touchline.order.book.Books;
import dev.touchline.order.book.Entry;
import dev.touchline.order.book.SaleBook;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a batch did.
 *
 * @param outcomes what became of each offer
 * @param newlyAside documents that are set aside now and were not; fresh or stored
 * @param notAside stored documents that were set aside and are in their sale again
 * @param replacedAside stored documents that were set aside and have been replaced
 * @param displaced documents that stood until a decision preferred another content of their version
 */
record Booked(
        List<Outcome> outcomes,
        List<Aside> newlyAside,
        List<Entry> notAside,
        List<Entry> replacedAside,
        List<Entry> displaced) {

    /** A refund that is set aside, with the currency of its sale. */
    record Aside(Entry entry, String saleCurrency) {}

    /** A batch of which everything was known before. */
    static Booked nothingNew(List<Outcome> outcomes) {
        return new Booked(outcomes, List.of(), List.of(), List.of(), List.of());
    }

    static Booked of(List<Outcome> outcomes, Books books) {
        return new Booked(
                outcomes,
                books.sales().stream().flatMap(Booked::newlyAside).toList(),
                books.sales().stream().flatMap(Booked::notAside).toList(),
                books.replaced().stream().filter(Entry::storedAside).toList(),
                books.displaced());
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
        return (int) newlyAside.stream().filter(aside -> !aside.entry().fresh()).count();
    }
}
