package dev.touchline.attribution.ledger;

import dev.touchline.attribution.fold.Policies;
import dev.touchline.attribution.fold.Policy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The policies that this service folds by. */
@ApplicationScoped
public class PolicyInForce {

    @Produces
    @Singleton
    Policies policies() {
        return Policies.always(Policy.standard());
    }
}
