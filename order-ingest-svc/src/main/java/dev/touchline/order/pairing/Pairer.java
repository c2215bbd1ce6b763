package dev.touchline.order.pairing;

import dev.touchline.order.book.SaleBook;
import dev.touchline.order.pairing.DueSales.Mark;
import dev.touchline.order.pairing.Neighbours.Circle;
import dev.touchline.order.sale.Contended;
import dev.touchline.order.sale.SaleStore;
import dev.touchline.order.twin.Rules;
import dev.touchline.type.v1.DocumentKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Looks for the twins of marked sales, after the transaction that marked them: two reports that come at one instant are both
 * on disk then, and whoever looks last sees both. Everybody who has to do with a sale is locked, in the order in which sales
 * are locked everywhere, read again, and paired as their content says. Any number of processes may do so at once.
 */
@ApplicationScoped
public class Pairer {

    private static final Logger LOG = Logger.getLogger(Pairer.class);
    private static final int TRIES = 5;
    private static final String DEADLOCK = "40P01";

    private final Pool pool;
    private final DueSales due;
    private final Neighbours neighbours;
    private final SaleStore sales;
    private final PersonStore persons;
    private final PairStore pairs;
    private final Rules rules;

    public Pairer(
            Pool pool,
            DueSales due,
            Neighbours neighbours,
            SaleStore sales,
            PersonStore persons,
            PairStore pairs,
            PairingConfig config) {
        this.pool = pool;
        this.due = due;
        this.neighbours = neighbours;
        this.sales = sales;
        this.persons = persons;
        this.pairs = pairs;
        this.rules = config.rules();
    }

    /**
     * Pairs those of some sales that are marked; answers the keys of documents that count zero, among them and everybody who
     * has to do with them. Never fails: what could not be done now stays marked.
     */
    public Uni<Set<DocumentKey>> pair(Collection<Long> changed) {
        if (changed.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return due.of(pool, changed).chain(this::pair).onFailure().recoverWithItem(failure -> {
            LOG.warnf(failure, "Twins cannot be looked for now sales=%d", changed.size());
            return Set.of();
        });
    }

    /** Pairs marked sales. */
    Uni<Set<DocumentKey>> pair(List<Mark> marks) {
        return marks.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : Uni.createFrom()
                        .deferred(() -> neighbours.of(pool, ids(marks), rules).chain(circle -> pair(marks, circle)))
                        .onFailure(Pairer::wasInTheWay)
                        .retry()
                        .atMost(TRIES);
    }

    private Uni<Set<DocumentKey>> pair(List<Mark> marks, Circle circle) {
        if (circle.tooMany()) {
            return marks.size() > 1 ? singly(marks) : giveUp(marks);
        }
        List<Mark> related = marks.stream()
                .filter(mark -> circle.sales().contains(mark.saleId()))
                .toList();
        List<Mark> alone =
                marks.stream().filter(mark -> !related.contains(mark)).toList();
        Uni<Void> taken = alone.isEmpty()
                ? Uni.createFrom().voidItem()
                : due.take(pool, alone).replaceWithVoid();
        return related.isEmpty()
                ? taken.replaceWith(Set.of())
                : taken.chain(() -> pool.withTransaction(tx -> settle(tx, related, circle.sales())));
    }

    private Uni<Set<DocumentKey>> singly(List<Mark> marks) {
        Uni<Set<DocumentKey>> all = Uni.createFrom().item(new HashSet<>());
        for (Mark mark : marks) {
            all = all.call(keys -> pair(List.of(mark)).invoke(keys::addAll));
        }
        return all;
    }

    private Uni<Set<DocumentKey>> giveUp(List<Mark> marks) {
        LOG.errorf(
                "More sales look like one purchase than are compared sale=%d limit=%d",
                marks.get(0).saleId(), Neighbours.MOST);
        return due.take(pool, marks).replaceWith(Set.of());
    }

    private Uni<Set<DocumentKey>> settle(SqlConnection tx, List<Mark> marks, Set<Long> circle) {
        return sales.lockById(tx, circle).chain(books -> {
            if (!Settlement.complete(books)) {
                throw new Contended("A sale was paired with one that is not locked");
            }
            return due.take(tx, marks)
                    .chain(taken -> taken.isEmpty() ? paired(books) : settle(tx, circle, books, changed(taken)));
        });
    }

    private Uni<Set<DocumentKey>> settle(SqlConnection tx, Set<Long> circle, List<SaleBook> books, Set<Long> changed) {
        return persons.canonical(tx, Settlement.members(books)).chain(canonical -> {
            Settlement settled = Settlement.of(books, canonical, changed, rules);
            return pairs.write(tx, circle, settled).replaceWith(settled.paired());
        });
    }

    /** Somebody else has done it. */
    private static Uni<Set<DocumentKey>> paired(List<SaleBook> books) {
        return Uni.createFrom()
                .item(books.stream()
                        .flatMap(sale -> sale.entries().stream())
                        .filter(entry -> entry.storedPaired())
                        .map(entry -> entry.key())
                        .collect(Collectors.toSet()));
    }

    private static Set<Long> changed(List<Mark> taken) {
        return taken.stream().filter(Mark::changed).map(Mark::saleId).collect(Collectors.toSet());
    }

    private static List<Long> ids(List<Mark> marks) {
        return marks.stream().map(Mark::saleId).toList();
    }

    private static boolean wasInTheWay(Throwable failure) {
        return failure instanceof Contended
                || failure instanceof PgException database && DEADLOCK.equals(database.getSqlState());
    }
}
