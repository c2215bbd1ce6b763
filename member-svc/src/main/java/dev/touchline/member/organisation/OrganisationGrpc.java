package dev.touchline.member.organisation;

import dev.touchline.kit.error.Rejection;
import dev.touchline.kit.paging.Page;
import dev.touchline.member.v1.ListStoresRequest;
import dev.touchline.member.v1.ListStoresResponse;
import dev.touchline.member.v1.OrganisationService;
import dev.touchline.member.v1.UpsertOrganisationRequest;
import dev.touchline.member.v1.UpsertOrganisationResponse;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.ItemResult;
import io.quarkus.grpc.GrpcService;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.Session;

/** The organisation, at the edge. */
@GrpcService
class OrganisationGrpc implements OrganisationService {

    private static final int MAX_UNITS = 500;

    private static final String KEYS_AFTER = "select key from StoreEntity where key > :after order by key";

    private final Units units;

    OrganisationGrpc(Units units) {
        this.units = units;
    }

    @Override
    public Uni<UpsertOrganisationResponse> upsertOrganisation(UpsertOrganisationRequest request) {
        int size = request.getBrandsCount()
                + request.getRegionsCount()
                + request.getStoresCount()
                + request.getGuidesCount()
                + request.getPartnersCount();
        if (size == 0) {
            throw Rejection.required("brands, regions, stores, guides or partners");
        }
        if (size > MAX_UNITS) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_BATCH_TOO_LARGE, "units", size + " items", "1.." + MAX_UNITS + " items");
        }
        return Panache.withTransaction(() -> Panache.getSession().chain(session -> upsert(session, request)))
                .map(results -> UpsertOrganisationResponse.newBuilder()
                        .addAllResults(results)
                        .build());
    }

    private Uni<List<ItemResult>> upsert(Session session, UpsertOrganisationRequest request) {
        List<ItemResult> results = new ArrayList<>();
        return units.takeTurns(session)
                .chain(() -> units.upsert(session, UnitKind.BRAND, request.getBrandsList(), results.size()))
                .invoke(results::addAll)
                .chain(() -> units.upsert(session, UnitKind.REGION, request.getRegionsList(), results.size()))
                .invoke(results::addAll)
                .chain(() -> units.upsert(session, UnitKind.STORE, request.getStoresList(), results.size()))
                .invoke(results::addAll)
                .chain(() -> units.upsert(session, UnitKind.GUIDE, request.getGuidesList(), results.size()))
                .invoke(results::addAll)
                .chain(() -> units.upsert(session, UnitKind.PARTNER, request.getPartnersList(), results.size()))
                .invoke(results::addAll)
                .replaceWith(results);
    }

    @Override
    @WithSession
    public Uni<ListStoresResponse> listStores(ListStoresRequest request) {
        Page page = Page.of(request.getPageSize(), request.getPageToken());
        return Panache.getSession().chain(session -> session.createSelectionQuery(KEYS_AFTER, String.class)
                .setParameter("after", page.after())
                .setMaxResults(page.size())
                .getResultList()
                .chain(keys -> stores(session, keys))
                .map(stores -> response(page, stores)));
    }

    private static Uni<List<StoreEntity>> stores(Session session, List<String> keys) {
        return keys.isEmpty()
                ? Uni.createFrom().item(List.of())
                : session.createSelectionQuery(UnitKind.STORE.byKeys() + " order by unit.key", StoreEntity.class)
                        .setParameter("keys", keys)
                        .getResultList();
    }

    private static ListStoresResponse response(Page page, List<StoreEntity> stores) {
        ListStoresResponse.Builder response = ListStoresResponse.newBuilder();
        stores.forEach(store -> response.addStores(store.toMessage()));
        return stores.isEmpty()
                ? response.build()
                : response.setNextPageToken(page.next(stores.size(), stores.get(stores.size() - 1).key))
                        .build();
    }
}
