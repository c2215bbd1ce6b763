package dev.touchline.order.pairing;

import dev.touchline.kit.loop.Loops;
import dev.touchline.order.Purchase;
import dev.touchline.order.SaleFeed;
import dev.touchline.order.ServiceTest;
import dev.touchline.order.sale.Mark;
import dev.touchline.order.sale.SaleStore;
import dev.touchline.order.v1.DoubtfulPair;
import dev.touchline.order.v1.ListDoubtfulRequest;
import dev.touchline.order.v1.Sale;
import dev.touchline.order.v1.SaleEvent;
import dev.touchline.type.v1.DocumentKey;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;

/** What tests of the pairing share: marks at will, and processes with rules of their own on the same database. */
abstract class PairingServiceTest extends ServiceTest {

    /** So old that the service's loop does not leave it to anybody. */
    private static final Duration OLD = Duration.ofHours(-1);

    /** So young that the service's loop leaves it to the test. */
    private static final Duration YOUNG = Duration.ofDays(365);

    @Inject
    Clock clock;

    @Inject
    Neighbours neighbours;

    @Inject
    Pairer pairer;

    @Inject
    PairingConfig config;

    @Inject
    SaleStore sales;

    @Inject
    PersonStore persons;

    @Inject
    PairStore pairs;

    @Inject
    Loops loops;

    @AfterEach
    void settledWithoutViolation() {
        await(new RulesInForce(clock, config).assertOwn(pool, true));
        awaitSettled();
        assertInvariantsHold();
    }

    /** A process with other rules. */
    record Other(DueSales due, RulesInForce rules, Pairer pairer, PairingLoop loop) {}

    Other process(PairingConfig own) {
        DueSales due = new DueSales(clock, own);
        RulesInForce rules = new RulesInForce(clock, own);
        Pairer other = new Pairer(pool, due, neighbours, sales, persons, pairs, own);
        return new Other(due, rules, other, new PairingLoop(pool, due, rules, other, loops));
    }

    /** Marks sales for the test, which the service's loop leaves alone. */
    List<Mark> mark(Long... sales) {
        return mark(YOUNG, sales);
    }

    /** Marks sales for the service's loop, all at once. */
    void markForTheLoop(Long... sales) {
        mark(OLD, sales);
    }

    private List<Mark> mark(Duration ahead, Long... sales) {
        Tuple marked = Tuple.of(sales, (double) ahead.toSeconds());
        return Mark.of(await(pool.preparedQuery(
                        """
                        INSERT INTO pairing_due (sale_id, stamp, changed, since)
                        SELECT unnest($1::bigint[]), nextval('pairing_stamps'), true, now() + $2::float8 * interval '1 second'
                        RETURNING sale_id, stamp, changed
                        """)
                .execute(marked)));
    }

    long id(DocumentKey key) {
        return sale(key).getSale().getSaleId();
    }

    long count(String query) {
        Row row = await(pool.query(query).execute()).iterator().next();
        return row.getLong(0);
    }

    Sale standing(Purchase purchase) {
        return sale(purchase.till()).getSale();
    }

    Sale twin(Purchase purchase) {
        return sale(purchase.miniKey()).getSale();
    }

    /** As others last heard of a sale. */
    Sale told(DocumentKey key) {
        List<SaleEvent> events = new SaleFeed(feed, pool).events(id(key));
        return events.get(events.size() - 1).getSale();
    }

    List<DoubtfulPair> doubts(Purchase purchase) {
        return doubts().filter(doubt -> doubt.getTill().getKey().getNumber().equals(purchase.till()))
                .toList();
    }

    Stream<DoubtfulPair> doubts() {
        return await(service.listDoubtful(
                        ListDoubtfulRequest.newBuilder().setPageSize(1000).build()))
                .getPairsList()
                .stream();
    }

    void awaitSettled() {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> count("SELECT count(*) FROM pairing_due") == 0
                        && count("SELECT count(*) FROM pairing_rules WHERE marked IS NOT NULL") == 0);
    }
}
