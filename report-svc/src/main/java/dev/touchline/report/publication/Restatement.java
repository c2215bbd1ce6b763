package dev.touchline.report.publication;

import dev.touchline.kit.text.NaturalOrder;
import dev.touchline.report.ledger.Cause;
import java.util.Comparator;
import java.util.List;

/**
 * What was published, what stands now, and why they differ. Σ causes = live − published.
 *
 * @param key value of the dimension
 * @param causes by number
 */
record Restatement(String key, String currency, Numbers published, Numbers live, List<Part> causes) {

    /**
     * What one cause changed.
     *
     * @param sales how many sales it changed
     */
    record Part(Cause cause, Numbers change, long sales) {}

    /** By key, naturally, then by currency. */
    static final Comparator<Restatement> ORDER =
            Comparator.comparing(Restatement::key, NaturalOrder.INSTANCE).thenComparing(Restatement::currency);

    /** What the causes explain. */
    Numbers explained() {
        return causes.stream().map(Part::change).reduce(Numbers.NOTHING, Numbers::plus);
    }
}
