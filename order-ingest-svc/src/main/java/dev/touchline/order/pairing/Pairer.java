package dev.touchline.order.pairing;

import static java.util.stream.Collectors.partitioningBy;

import dev.touchline.order.book.SaleBook;
import dev.touchline.order.pairing.Neighbours.Circle;
import dev.touchline.order.sale.Contended;
import dev.touchline.order.sale.Mark;
import dev.touchline.order.sale.SaleStore;
import dev.touchline.order.twin.Rules;
import dev.touchline.type.v1.DocumentKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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
     * Pairs marked sales; answers the keys of documents that count zero, among them and everybody who has to do with them.
     * Never fails: what could not be done now stays marked.
     */
    public Uni<Set<DocumentKey>> pair(List<Mark> marks) {
        return pairOrFail(marks).onFailure().recoverWithItem(failure -> {
            LOG.warnf(failure, "Twins cannot be looked for now sales=%d", marks.size());
            return Set.of();
        });
    }

    /** The same, and fails if what is left could not be done now. */
    Uni<Set<DocumentKey>> pairOrFail(List<Mark> marks) {
        return marks.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : again(() -> neighbours.of(pool, ids(marks), rules).chain(circle -> pair(marks, circle)))
                        .chain(paired ->
                                paired.map(keys -> Uni.createFrom().item(keys)).orElseGet(() -> divide(marks)));
    }

    /** Empty: they are too many to be looked at together. */
    private Uni<Optional<Set<DocumentKey>>> pair(List<Mark> marks, Circle circle) {
        if (circle.tooMany()) {
            return Uni.createFrom().item(Optional.empty());
        }
        Map<Boolean, List<Mark>> related = related(marks, circle);
        Uni<Void> alone = related.get(false).isEmpty()
                ? Uni.createFrom().voidItem()
                : due.take(pool, related.get(false)).replaceWithVoid();
        return alone.chain(() -> related.get(true).isEmpty()
                        ? Uni.createFrom().item(Set.<DocumentKey>of())
                        : pool.withTransaction(tx -> settle(tx, related.get(true), circle.sales())))
                .map(Optional::of);
    }

    /** Each half by itself; who hangs on too many alone is given up, with all of these who hang on them, too. */
    private Uni<Set<DocumentKey>> divide(List<Mark> marks) {
        return neighbours
                .of(pool, List.of(marks.get(0).saleId()), rules)
                .map(circle -> circle.tooMany() ? related(marks, circle) : Map.<Boolean, List<Mark>>of())
                .chain(lost -> lost.isEmpty()
                        ? both(marks.subList(0, marks.size() / 2), marks.subList(marks.size() / 2, marks.size()))
                        : again(() -> giveUp(lost.get(true))).chain(() -> pairOrFail(lost.get(false))));
    }

    private Uni<Set<DocumentKey>> both(List<Mark> first, List<Mark> second) {
        return pairOrFail(first).chain(keys -> pairOrFail(second).map(more -> {
            Set<DocumentKey> all = new HashSet<>(keys);
            all.addAll(more);
            return all;
        }));
    }

    /** Each of them is paired with nobody, and if it was, others hear of both. */
    private Uni<Void> giveUp(List<Mark> marks) {
        LOG.errorf(
                "More sales look like one purchase than are compared sale=%d marked=%d limit=%d",
                marks.get(0).saleId(), marks.size(), Neighbours.MOST);
        return sales.readById(ids(marks))
                .map(Pairer::withOthers)
                .chain(all -> pool.withTransaction(tx -> sales.lockById(tx, all).chain(books -> {
                    if (!withOthers(books).equals(all)) {
                        throw new Contended("A sale was paired with one that is not locked");
                    }
                    return due.take(tx, marks)
                            .chain(taken -> taken.isEmpty()
                                    ? Uni.createFrom().item(Set.<DocumentKey>of())
                                    : settle(tx, books, taken, Rules.off()));
                })))
                .replaceWithVoid();
    }

    /** Settles everybody who has to do with marked sales, as far as was known before they are locked. */
    Uni<Set<DocumentKey>> settle(SqlConnection tx, List<Mark> marks, Set<Long> circle) {
        return sales.lockById(tx, circle).chain(books -> due.take(tx, marks)
                .chain(taken -> taken.isEmpty()
                        ? Uni.createFrom().item(paired(books)) // somebody else has done it
                        : neighbours
                                .of(tx, circle, rules)
                                .invoke(now -> refuseOthers(now, circle))
                                .chain(() -> settle(tx, books, taken, rules))));
    }

    // Who came before the locks were there may have been settled with them already, and would be forgotten.
    private static void refuseOthers(Circle now, Set<Long> circle) {
        if (now.tooMany() || !circle.containsAll(now.sales())) {
            throw new Contended("Sales have to do with one that is not locked");
        }
    }

    private Uni<Set<DocumentKey>> settle(SqlConnection tx, List<SaleBook> books, List<Mark> taken, Rules by) {
        Set<Long> changed =
                taken.stream().filter(Mark::changed).map(Mark::saleId).collect(Collectors.toSet());
        return persons.canonical(tx, Settlement.members(books)).chain(canonical -> {
            Settlement settled = Settlement.of(books, canonical, changed, by);
            return pairs.write(tx, Settlement.ids(books), settled).replaceWith(settled.paired());
        });
    }

    private static Set<DocumentKey> paired(List<SaleBook> books) {
        return books.stream()
                .flatMap(sale -> sale.entries().stream())
                .filter(entry -> entry.storedPaired())
                .map(entry -> entry.key())
                .collect(Collectors.toSet());
    }

    private static Set<Long> withOthers(List<SaleBook> books) {
        Set<Long> all = Settlement.ids(books);
        books.stream()
                .filter(sale -> sale.bond().paired())
                .forEach(sale -> all.add(sale.bond().other()));
        return all;
    }

    private static Map<Boolean, List<Mark>> related(List<Mark> marks, Circle circle) {
        return marks.stream().collect(partitioningBy(mark -> circle.sales().contains(mark.saleId())));
    }

    private static List<Long> ids(List<Mark> marks) {
        return marks.stream().map(Mark::saleId).toList();
    }

    private static <T> Uni<T> again(Supplier<Uni<? extends T>> work) {
        return Uni.createFrom()
                .<T>deferred(work)
                .onFailure(Pairer::wasInTheWay)
                .retry()
                .atMost(TRIES);
    }

    private static boolean wasInTheWay(Throwable failure) {
        return failure instanceof Contended
                || failure instanceof PgException database && DEADLOCK.equals(database.getSqlState());
    }
}
