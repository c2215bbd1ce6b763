package dev.touchline.attribution.whatif;

import dev.touchline.attribution.facts.Campaigns;
import dev.touchline.attribution.facts.Organisation;
import dev.touchline.attribution.fold.Assignment;
import dev.touchline.attribution.fold.Reference;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What all persons share: every campaign, brand and store, and the stores that campaigns hold out. Small, and always read. */
@ApplicationScoped
class Background {

    /** It, as one transaction sees it. */
    record State(Reference reference, List<Assignment> storesHeldOut) {}

    private final Campaigns campaigns;
    private final Organisation organisation;

    Background(Campaigns campaigns, Organisation organisation) {
        this.campaigns = campaigns;
        this.organisation = organisation;
    }

    Uni<State> read(SqlConnection tx) {
        return campaigns.all(tx).chain(byKey -> organisation
                .brands(tx)
                .chain(brands -> organisation.stores(tx).chain(stores -> campaigns
                        .allControlStores(tx)
                        .map(arms -> new State(new Reference(byKey, brands, stores), arms)))));
    }
}
