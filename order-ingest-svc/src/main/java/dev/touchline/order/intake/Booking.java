package dev.touchline.order.intake;

import com.google.protobuf.ByteString;
import dev.touchline.kit.access.Caller;
import dev.touchline.kit.identity.Identities;
import dev.touchline.order.book.Books;
import dev.touchline.order.book.Verdict;
import dev.touchline.order.document.Buyer;
import dev.touchline.order.document.Offer;
import dev.touchline.order.sale.Contended;
import dev.touchline.order.sale.DocumentStore;
import dev.touchline.order.sale.SaleStore;
import dev.touchline.order.sale.SaleWriter;
import dev.touchline.order.sale.Standing;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.IdentifierHash;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Puts valid documents into the books: looks at what stands, locks identities and then sales, looks again, decides, and
 * writes, all in a handful of statements. What was known before is answered without any lock.
 */
@ApplicationScoped
class Booking {

    private final DocumentStore documents;
    private final SaleStore sales;
    private final SaleWriter writer;
    private final Identities identities;

    Booking(DocumentStore documents, SaleStore sales, SaleWriter writer, Identities identities) {
        this.documents = documents;
        this.sales = sales;
        this.writer = writer;
        this.identities = identities;
    }

    /**
     * Books offers; fails with {@link Contended} if the transaction must begin again.
     *
     * @param callers who makes each offer
     */
    Uni<Booked> book(SqlConnection tx, List<Offer> offers, Function<Offer, Caller> callers) {
        if (offers.isEmpty()) {
            return Uni.createFrom().item(Booked.nothingNew(List.of()));
        }
        return standing(tx, offers).chain(standing -> {
            List<Outcome> known = new ArrayList<>();
            List<Offer> news = new ArrayList<>();
            for (Offer offer : offers) {
                Standing before = standing.get(offer.key());
                Verdict verdict = before.verdict(offer);
                if (verdict == Verdict.SAME || verdict == Verdict.SUPERSEDED) {
                    known.add(Outcome.of(offer, verdict, before.setAside()));
                } else {
                    news.add(offer);
                }
            }
            return news.isEmpty()
                    ? Uni.createFrom().item(Booked.nothingNew(known))
                    : bookNews(tx, news, saleKeys(news, standing), known, offer -> new Reach(callers.apply(offer)));
        });
    }

    private Uni<Booked> bookNews(
            SqlConnection tx,
            List<Offer> news,
            Set<DocumentKey> saleKeys,
            List<Outcome> known,
            Function<Offer, Reach> reach) {
        return identities
                .find(tx, hashes(news))
                .chain(members -> sales.lock(tx, saleKeys).map(Books::new).chain(books -> standing(tx, news)
                        .map(standing -> take(news, standing, saleKeys, members, books, reach))
                        .chain(outcomes -> writer.write(tx, books).map(marks -> {
                            known.addAll(outcomes);
                            return Booked.of(known, books, marks);
                        }))));
    }

    private static List<Outcome> take(
            List<Offer> news,
            Map<DocumentKey, Standing> standing,
            Set<DocumentKey> locked,
            Map<ByteString, Long> members,
            Books books,
            Function<Offer, Reach> reach) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Offer offer : news) {
            Standing before = standing.get(offer.key());
            if (before.exists() && !locked.contains(before.saleKey())) {
                throw new Contended("A document moved to a sale that is not locked");
            }
            if (!reach.apply(offer).covers(offer, books)) {
                outcomes.add(Outcome.outOfScope(offer));
                continue;
            }
            Verdict verdict = books.take(offer, Buyer.of(offer.accepted(), members), before.documentId());
            outcomes.add(Outcome.of(offer, verdict, verdict == Verdict.SAME && books.aside(offer.key())));
        }
        return outcomes.stream().map(outcome -> settled(outcome, books)).toList();
    }

    private static Outcome settled(Outcome outcome, Books books) {
        Offer offer = outcome.offer();
        boolean aside = outcome.is(Outcome.Kind.ACCEPTED) && books.stands(offer) && books.aside(offer.key());
        return aside ? outcome.setAside(books.saleCurrency(offer.key())) : outcome;
    }

    private Uni<Map<DocumentKey, Standing>> standing(SqlConnection tx, List<Offer> offers) {
        List<DocumentKey> keys = offers.stream().map(Offer::key).distinct().toList();
        return documents.standing(tx, keys).map(found -> {
            Map<DocumentKey, Standing> standing = new HashMap<>();
            for (int i = 0; i < keys.size(); i++) {
                standing.put(keys.get(i), found.get(i));
            }
            return standing;
        });
    }

    private static Set<DocumentKey> saleKeys(List<Offer> offers, Map<DocumentKey, Standing> standing) {
        Set<DocumentKey> keys = new LinkedHashSet<>();
        for (Offer offer : offers) {
            keys.add(offer.saleKey());
            if (standing.get(offer.key()).exists()) {
                keys.add(standing.get(offer.key()).saleKey());
            }
        }
        return keys;
    }

    private static Set<ByteString> hashes(List<Offer> offers) {
        return offers.stream()
                .flatMap(offer -> offer.accepted().getIdentifiersList().stream())
                .map(IdentifierHash::getHash)
                .collect(Collectors.toSet());
    }
}
