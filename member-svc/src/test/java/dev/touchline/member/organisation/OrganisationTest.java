package dev.touchline.member.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import dev.touchline.kit.error.GrpcErrors;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.member.v1.Brand;
import dev.touchline.member.v1.Guide;
import dev.touchline.member.v1.ListStoresRequest;
import dev.touchline.member.v1.ListStoresResponse;
import dev.touchline.member.v1.OrganisationService;
import dev.touchline.member.v1.Partner;
import dev.touchline.member.v1.Placement;
import dev.touchline.member.v1.Region;
import dev.touchline.member.v1.Store;
import dev.touchline.member.v1.StoreKind;
import dev.touchline.member.v1.UpsertOrganisationRequest;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.ItemOutcome;
import dev.touchline.type.v1.ItemResult;
import dev.touchline.type.v1.Period;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The organisation through its stubs: content, versions, events, refusals, limits and pages. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class OrganisationTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String VERSIONS =
            """
            SELECT count(*) FROM (SELECT key FROM feed UNION ALL SELECT key FROM feed_inbox) AS event WHERE key = $1
            """;

    @GrpcClient("member-svc")
    OrganisationService organisation;

    @Inject
    Pool pool;

    @Test
    void upsert_ofAllKinds_isIdempotentByContentWithOneEventAVersion() {
        UpsertOrganisationRequest request = UpsertOrganisationRequest.newBuilder()
                .addBrands(brand("b-all").build())
                .addRegions(
                        Region.newBuilder().setKey("r-all").setBrand("b-all").setName("East"))
                .addStores(store("s-all").addRegions(placement("r-all", 0, 100)).addRegions(placement("r-2", 100, 0)))
                .addGuides(Guide.newBuilder().setKey("g-all").setCloud(true).addStores(placement("s-all", 0, 0)))
                .addPartners(Partner.newBuilder().setKey("p-all").setName("Partner"))
                .build();

        assertThat(outcomes(request))
                .containsOnly(ItemOutcome.ITEM_OUTCOME_ACCEPTED)
                .hasSize(5);
        assertThat(outcomes(request))
                .containsOnly(ItemOutcome.ITEM_OUTCOME_DUPLICATE)
                .hasSize(5);
        UpsertOrganisationRequest moved = UpsertOrganisationRequest.newBuilder()
                .addStores(store("s-all").addRegions(placement("r-2", 0, 0)))
                .build();
        assertThat(outcomes(moved)).containsExactly(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
        assertThat(outcomes(moved)).containsExactly(ItemOutcome.ITEM_OUTCOME_DUPLICATE);

        assertThat(events("store/s-all")).isEqualTo(2);
        assertThat(events("brand/b-all")).isEqualTo(1);
        assertThat(events("region/r-all")).isEqualTo(1);
        assertThat(events("guide/g-all")).isEqualTo(1);
        assertThat(events("partner/p-all")).isEqualTo(1);
    }

    @Test
    void upsert_ofOneUnitTwiceInABatch_keepsTheLastInOneVersion() {
        List<ItemOutcome> outcomes = outcomes(UpsertOrganisationRequest.newBuilder()
                .addBrands(brand("b-twice"))
                .addBrands(brand("b-twice").setName("other"))
                .addBrands(brand("b-twice").setName("other"))
                .build());

        assertThat(outcomes)
                .containsExactly(
                        ItemOutcome.ITEM_OUTCOME_ACCEPTED,
                        ItemOutcome.ITEM_OUTCOME_ACCEPTED,
                        ItemOutcome.ITEM_OUTCOME_DUPLICATE);
        assertThat(events("brand/b-twice")).isEqualTo(1);
    }

    /** Seen to fail when Units.takeTurns does nothing: keys collide, versions are told twice. */
    @Test
    void upserts_ofOneUnitAtOnce_loseNoVersion() {
        Multi.createFrom()
                .range(0, 24)
                .onItem()
                .transformToUni(i -> organisation.upsertOrganisation(UpsertOrganisationRequest.newBuilder()
                        .addStores(store("s-race").setName("name " + i).addRegions(placement("r-" + i, 0, 0)))
                        .addGuides(Guide.newBuilder().setKey("g-race").setName("name " + i))
                        .build()))
                .merge(8)
                .collect()
                .asList()
                .await()
                .atMost(PATIENCE);

        assertThat(events("store/s-race")).isEqualTo(24);
        assertThat(events("guide/g-race")).isEqualTo(24);
    }

    @Test
    void upsert_outsideTheContract_isRejectedItemByItem() {
        refused(brand(""), "key", ErrorReason.ERROR_REASON_FIELD_REQUIRED);
        refused(brand("k".repeat(65)), "key", ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE);
        refused(brand("b").setName("n".repeat(201)), "name", ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE);
        refused(brand("b").setTimeZone(""), "time_zone", ErrorReason.ERROR_REASON_FIELD_REQUIRED);
        refused(brand("b").setTimeZone("Mars/Base"), "time_zone", ErrorReason.ERROR_REASON_FIELD_MALFORMED);
        refused(brand("b").setTimeZone("GMT+8"), "time_zone", ErrorReason.ERROR_REASON_FIELD_MALFORMED);
        refused(brand("b").setCutOffHour(24), "cut_off_hour", ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE);
        refused(brand("b").setCutOffHour(-1), "cut_off_hour", ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE);
        refused(
                Region.newBuilder().setKey("r").setBrand("b").setParent("r"),
                "parent",
                ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE);
        refused(Region.newBuilder().setKey("r"), "brand", ErrorReason.ERROR_REASON_FIELD_REQUIRED);
    }

    @Test
    void upsert_withPlacementsOutOfOrder_isRejected() {
        String start = "regions.period.start";
        refused(store("s").addRegions(placement("", 1, 2)), "regions.key", ErrorReason.ERROR_REASON_FIELD_REQUIRED);
        refused(
                store("s").addRegions(placement("a", 5, 5)),
                "regions.period.end",
                ErrorReason.ERROR_REASON_PERIOD_EMPTY);
        refused(
                store("s").addRegions(placement("a", 0, 10)).addRegions(placement("b", 9, 0)),
                start,
                ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE);
        refused(
                store("s").addRegions(placement("a", 5, 0)).addRegions(placement("b", 9, 12)),
                start,
                ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE);
        refused(
                store("s").addRegions(placement("a", 20, 30)).addRegions(placement("b", 10, 20)),
                start,
                ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE);
        refused(
                store("s").addRegions(placement("a", 20, 30)).addRegions(placement("b", 0, 40)),
                start,
                ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE);
        refused(store("s").setKindValue(99), "kind", ErrorReason.ERROR_REASON_FIELD_MALFORMED);
        Store.Builder most = store("s-most");
        IntStream.range(1, 201).forEach(i -> most.addRegions(placement("a", i, i + 1)));
        assertThat(outcomes(
                        UpsertOrganisationRequest.newBuilder().addStores(most).build()))
                .containsExactly(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
        refused(most.addRegions(placement("a", 300, 301)), "regions", ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE);
    }

    @Test
    void upsert_atAndPastTheBatchLimit() {
        List<Store> stores = IntStream.range(0, 500)
                .mapToObj(i -> store("limit-" + i).build())
                .toList();
        UpsertOrganisationRequest atLimit =
                UpsertOrganisationRequest.newBuilder().addAllStores(stores).build();

        assertThat(outcomes(atLimit)).hasSize(500).containsOnly(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
        assertThatThrownBy(
                        () -> outcomes(atLimit.toBuilder().addBrands(brand("b")).build()))
                .satisfies(thrown ->
                        assertThat(GrpcErrors.reasonOf(thrown)).isEqualTo(ErrorReason.ERROR_REASON_BATCH_TOO_LARGE));
        assertThatThrownBy(() -> outcomes(UpsertOrganisationRequest.getDefaultInstance()))
                .satisfies(thrown ->
                        assertThat(GrpcErrors.reasonOf(thrown)).isEqualTo(ErrorReason.ERROR_REASON_FIELD_REQUIRED));
    }

    @Test
    void listStores_byPages_showsEachOnceInOrder() {
        UpsertOrganisationRequest.Builder request = UpsertOrganisationRequest.newBuilder();
        IntStream.range(0, 25)
                .forEach(i -> request.addStores(store("page-" + (100 + i))
                        .addRegions(placement("a", 1, 2))
                        .addRegions(placement("b", 2, 0))));
        outcomes(request.build());

        List<String> keys = new ArrayList<>();
        String token = "";
        do {
            ListStoresResponse page = organisation
                    .listStores(ListStoresRequest.newBuilder()
                            .setPageSize(10)
                            .setPageToken(token)
                            .build())
                    .await()
                    .atMost(PATIENCE);
            page.getStoresList().stream()
                    .filter(store -> store.getKey().startsWith("page-"))
                    .peek(store -> assertThat(store.getRegionsCount()).isEqualTo(2))
                    .forEach(store -> keys.add(store.getKey()));
            token = page.getNextPageToken();
        } while (!token.isEmpty());

        assertThat(keys).hasSize(25).doesNotHaveDuplicates().isSorted();
    }

    private void refused(Brand.Builder brand, String field, ErrorReason reason) {
        refused(UpsertOrganisationRequest.newBuilder().addBrands(brand).build(), field, reason);
    }

    private void refused(Region.Builder region, String field, ErrorReason reason) {
        refused(UpsertOrganisationRequest.newBuilder().addRegions(region).build(), field, reason);
    }

    private void refused(Store.Builder store, String field, ErrorReason reason) {
        refused(UpsertOrganisationRequest.newBuilder().addStores(store).build(), field, reason);
    }

    private void refused(UpsertOrganisationRequest request, String field, ErrorReason reason) {
        ItemResult result = results(request).get(0);
        assertThat(result.getReason()).as(result.getMessage()).isEqualTo(reason);
        assertThat(result.getMetadataMap()).containsEntry("field", field);
    }

    private List<ItemOutcome> outcomes(UpsertOrganisationRequest request) {
        return results(request).stream().map(ItemResult::getOutcome).toList();
    }

    private List<ItemResult> results(UpsertOrganisationRequest request) {
        List<ItemResult> results = organisation
                .upsertOrganisation(request)
                .await()
                .atMost(PATIENCE)
                .getResultsList();
        assertThat(results.stream().map(ItemResult::getIndex))
                .containsExactlyElementsOf(
                        IntStream.range(0, results.size()).boxed().toList());
        return results;
    }

    private long events(String key) {
        return pool.preparedQuery(VERSIONS)
                .execute(Tuple.of(key))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getLong(0);
    }

    private static Brand.Builder brand(String key) {
        return Brand.newBuilder()
                .setKey(key)
                .setName("Brand")
                .setTimeZone("Asia/Shanghai")
                .setCutOffHour(6);
    }

    private static Store.Builder store(String key) {
        return Store.newBuilder()
                .setKey(key)
                .setBrand("b")
                .setKind(StoreKind.STORE_KIND_DIRECT)
                .setTimeZone("Europe/Paris");
    }

    /** 0: open. */
    private static Placement placement(String key, long start, long end) {
        Period.Builder period = Period.newBuilder();
        if (start != 0) {
            period.setStart(Timestamp.newBuilder().setSeconds(start));
        }
        if (end != 0) {
            period.setEnd(Timestamp.newBuilder().setSeconds(end));
        }
        return Placement.newBuilder().setKey(key).setPeriod(period).build();
    }
}
