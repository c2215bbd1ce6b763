package dev.touchline.report.publication;

import dev.touchline.kit.loop.Loops;
import dev.touchline.report.freshness.LedgerLag;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Looks every minute whether something is due, until the service stops. Any number of processes may. */
@ApplicationScoped
public class PublicationLoop {

    private static final Logger LOG = Logger.getLogger(PublicationLoop.class);

    private final Publisher publisher;
    private final PublicationConfig config;
    private final Loops loops;

    public PublicationLoop(
            Pool pool,
            Publications publications,
            Brands brands,
            LedgerLag ledger,
            PublicationConfig config,
            Clock clock,
            Loops loops) {
        this.publisher = new Publisher(pool, publications, brands, ledger::waiting, config, clock);
        this.config = config;
        this.loops = loops;
    }

    void start(@Observes StartupEvent event) {
        if (config.run()) {
            loops.start(() ->
                    publisher.round().map(made -> config.rest()).onFailure().recoverWithItem(this::again));
        }
    }

    private Duration again(Throwable failure) {
        LOG.errorf(failure, "Nothing can be published now retry_in=%s", config.rest());
        return config.rest();
    }
}
