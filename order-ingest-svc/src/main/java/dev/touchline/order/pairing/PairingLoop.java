package dev.touchline.order.pairing;

import dev.touchline.kit.loop.Loops;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Pairs marked sales that nobody looks after: their call was cut off, their buyer became known, or the rules changed. */
@ApplicationScoped
public class PairingLoop {

    private static final Logger LOG = Logger.getLogger(PairingLoop.class);
    private static final int MARKS = 200;
    private static final Duration REST = Duration.ofMillis(250);

    private final Pool pool;
    private final DueSales due;
    private final Pairer pairer;
    private final PairingConfig config;
    private final Loops loops;

    private volatile boolean rulesKnown;

    public PairingLoop(Pool pool, DueSales due, Pairer pairer, PairingConfig config, Loops loops) {
        this.pool = pool;
        this.due = due;
        this.pairer = pairer;
        this.config = config;
        this.loops = loops;
    }

    void start(@Observes StartupEvent event) {
        String rules = config.rules().toString();
        loops.start(() -> round(rules)
                .map(marks -> marks > 0 ? Duration.ZERO : REST)
                .onFailure()
                .recoverWithItem(PairingLoop::rest));
    }

    private Uni<Integer> round(String rules) {
        Uni<Void> known = rulesKnown
                ? Uni.createFrom().voidItem()
                : pool.withTransaction(tx -> due.changeRules(tx, rules)).invoke(() -> rulesKnown = true);
        return known.chain(() -> due.oldest(pool, config.patience(), MARKS))
                .chain(marks -> pairer.pair(marks).replaceWith(marks.size()));
    }

    private static Duration rest(Throwable failure) {
        LOG.errorf(failure, "Marked sales cannot be paired now retry_in=%s", REST);
        return REST;
    }
}
