package dev.touchline.order.twin;

import dev.touchline.order.Documents;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.DocumentType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A candidate for tests while it is described: one store, one person, 100.00 CNY at noon, unless said otherwise. */
final class Candidates {

    static final Rules RULES =
            new Rules(true, Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(24), Duration.ofHours(24));

    private final long id;
    private final Side side;
    private final String source;
    private String store = "S1";
    private long person = 7;
    private Map<String, Long> amounts = Map.of("north", 10_000L);
    private Instant paidAt = Documents.NOON;
    private String payment = "";
    private boolean away;

    private Candidates(long id, Side side, String source) {
        this.id = id;
        this.side = side;
        this.source = source;
    }

    static Candidates till(long id) {
        return new Candidates(id, Side.TILL, "till");
    }

    static Candidates online(long id) {
        return new Candidates(id, Side.ONLINE, "mini");
    }

    Candidate candidate() {
        DocumentKey key = DocumentKey.newBuilder()
                .setSource(source)
                .setType(DocumentType.DOCUMENT_TYPE_ORDER)
                .setNumber(Long.toString(id))
                .build();
        return new Candidate(id, key, side, store, person, "CNY", amounts, paidAt, payment, away);
    }

    Candidates at(int minutes) {
        paidAt = Documents.NOON.plus(Duration.ofMinutes(minutes));
        return this;
    }

    Candidates paying(Map<String, Long> byBrand) {
        amounts = byBrand;
        return this;
    }

    Candidates payment(String number) {
        payment = number;
        return this;
    }

    Candidates in(String where, long who) {
        store = where;
        person = who;
        return this;
    }

    Candidates away() {
        away = true;
        return this;
    }
}
