package dev.touchline.order.pairing;

import dev.touchline.kit.error.DatabaseAway;
import dev.touchline.kit.error.DatabaseFull;
import dev.touchline.kit.loop.Loops;
import dev.touchline.order.sale.Mark;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Pairs marked sales that nobody looks after: their call was cut off, their buyer became known, or the rules changed. One that
 * cannot be paired keeps no other from it.
 */
@ApplicationScoped
public class PairingLoop {

    private static final Logger LOG = Logger.getLogger(PairingLoop.class);
    private static final int MARKS = 200;
    private static final int MARKED_AT_ONCE = 10_000;
    private static final Duration REST = Duration.ofMillis(250);
    private static final Duration REST_AFTER_FAILURE = Duration.ofSeconds(5);

    private final Pool pool;
    private final DueSales due;
    private final RulesInForce rules;
    private final Pairer pairer;
    private final Loops loops;

    private volatile boolean started;

    public PairingLoop(Pool pool, DueSales due, RulesInForce rules, Pairer pairer, Loops loops) {
        this.pool = pool;
        this.due = due;
        this.rules = rules;
        this.pairer = pairer;
        this.loops = loops;
    }

    void start(@Observes StartupEvent event) {
        loops.start(() -> round().onFailure().recoverWithItem(PairingLoop::rest));
    }

    /** One round; answers how long to rest. */
    Uni<Duration> round() {
        return rules.assertOwn(pool, !started)
                .invoke(() -> started = true)
                .chain(() -> due.oldest(pool, MARKS))
                .call(this::work)
                .chain(marks -> marks.size() < MARKS
                        ? rules.markNext(pool, MARKED_AT_ONCE).map(more -> more || !marks.isEmpty())
                        : Uni.createFrom().item(true))
                .map(more -> more ? Duration.ZERO : REST);
    }

    private Uni<Void> work(List<Mark> marks) {
        int half = marks.size() / 2;
        return pairer.pairOrFail(marks)
                .replaceWithVoid()
                .onFailure(failure -> !databaseCannot(failure))
                .recoverWithUni(failure -> half == 0
                        ? postpone(marks.get(0), failure)
                        : work(marks.subList(0, half)).chain(() -> work(marks.subList(half, marks.size()))));
    }

    private Uni<Void> postpone(Mark mark, Throwable failure) {
        LOG.errorf(failure, "Twins of a sale cannot be looked for now sale=%d", mark.saleId());
        return due.postpone(pool, mark);
    }

    private static Duration rest(Throwable failure) {
        if (databaseCannot(failure)) {
            LOG.warnf("Marked sales wait for PostgreSQL retry_in=%s cause=%s", REST_AFTER_FAILURE, failure);
        } else {
            LOG.errorf(failure, "Marked sales cannot be paired now retry_in=%s", REST_AFTER_FAILURE);
        }
        return REST_AFTER_FAILURE;
    }

    /** Whether it was not the sales: fewer of them would fare no better. */
    private static boolean databaseCannot(Throwable failure) {
        return DatabaseAway.isIn(failure) || DatabaseFull.isIn(failure);
    }
}
