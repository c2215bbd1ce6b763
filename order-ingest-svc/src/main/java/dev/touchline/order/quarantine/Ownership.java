package dev.touchline.order.quarantine;

import dev.touchline.kit.access.Caller;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Line;
import java.util.stream.Stream;

/** Whose a document is: its store's and its lines' brands'. One part of it is enough to see it, all are needed to decide. */
public final class Ownership {

    private Ownership() {}

    /** The brands of a document, each once; lines of a refund may have none. */
    static Stream<String> brands(Document document) {
        return document.getLinesList().stream()
                .map(Line::getBrand)
                .filter(brand -> !brand.isEmpty())
                .distinct()
                .sorted();
    }

    /** Whether a caller may see a document: it is of the caller's stores and has a line of the caller's brands. */
    public static boolean shows(Caller caller, Document document) {
        String store = document.getPlaces().getStore();
        return caller.covers(store, null)
                && (caller.brands().isEmpty() || brands(document).anyMatch(brand -> caller.covers(null, brand)));
    }

    /** Whether a caller may decide about a document: it is all the caller's. */
    public static boolean decides(Caller caller, Document document) {
        return shows(caller, document) && brands(document).allMatch(brand -> caller.covers(null, brand));
    }
}
