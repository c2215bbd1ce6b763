package dev.touchline.order.twin;

import dev.touchline.order.Documents;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.DocumentType;
import java.time.Duration;
import java.util.Map;

/** Candidates for tests: one store, one person, 100.00 CNY at noon, to be changed in one place. */
record Candidates(Candidate candidate) {

    static final Rules RULES =
            new Rules(true, Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(24), Duration.ofHours(24));

    static Candidates till(long id) {
        return of(id, Side.TILL, "till");
    }

    static Candidates online(long id) {
        return of(id, Side.ONLINE, "mini");
    }

    private static Candidates of(long id, Side side, String source) {
        DocumentKey key = DocumentKey.newBuilder()
                .setSource(source)
                .setType(DocumentType.DOCUMENT_TYPE_ORDER)
                .setNumber(Long.toString(id))
                .build();
        return new Candidates(
                new Candidate(id, key, side, "S1", 7, "CNY", Map.of("north", 10_000L), Documents.NOON, "", false));
    }

    Candidates at(int minutes) {
        Candidate c = candidate;
        return new Candidates(new Candidate(
                c.saleId(),
                c.key(),
                c.side(),
                c.store(),
                c.person(),
                c.currency(),
                c.amounts(),
                Documents.NOON.plus(Duration.ofMinutes(minutes)),
                c.payment(),
                c.away()));
    }

    Candidates paying(Map<String, Long> amounts) {
        Candidate c = candidate;
        return new Candidates(new Candidate(
                c.saleId(),
                c.key(),
                c.side(),
                c.store(),
                c.person(),
                c.currency(),
                amounts,
                c.paidAt(),
                c.payment(),
                c.away()));
    }

    Candidates payment(String number) {
        Candidate c = candidate;
        return new Candidates(new Candidate(
                c.saleId(),
                c.key(),
                c.side(),
                c.store(),
                c.person(),
                c.currency(),
                c.amounts(),
                c.paidAt(),
                number,
                c.away()));
    }

    Candidates in(String store, long person) {
        Candidate c = candidate;
        return new Candidates(new Candidate(
                c.saleId(),
                c.key(),
                c.side(),
                store,
                person,
                c.currency(),
                c.amounts(),
                c.paidAt(),
                c.payment(),
                c.away()));
    }

    Candidates away() {
        Candidate c = candidate;
        return new Candidates(new Candidate(
                c.saleId(),
                c.key(),
                c.side(),
                c.store(),
                c.person(),
                c.currency(),
                c.amounts(),
                c.paidAt(),
                c.payment(),
                true));
    }
}
