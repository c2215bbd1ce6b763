package dev.touchline.attribution.ledger;

import dev.touchline.attribution.fold.Policies;
import dev.touchline.attribution.fold.Policy;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** The policies that this service folds by. */
@ApplicationScoped
public class PolicyInForce {

    private static final Logger AUDIT = Logger.getLogger("touchline.audit");

    void start(@Observes StartupEvent event) {
        AUDIT.infof("Policy in force version=%s", Policy.standard().version());
    }

    @Produces
    @Singleton
    Policies policies() {
        return Policies.always(Policy.standard());
    }
}
