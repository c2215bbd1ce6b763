package dev.touchline.member.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.touchline.kit.error.GrpcErrors;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.member.v1.Guide;
import dev.touchline.member.v1.MemberEvent;
import dev.touchline.member.v1.OrganisationService;
import dev.touchline.member.v1.Partner;
import dev.touchline.member.v1.PartnerKind;
import dev.touchline.member.v1.UpsertOrganisationRequest;
import dev.touchline.operations.v1.CheckInvariantsRequest;
import dev.touchline.operations.v1.OperationsService;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.ItemOutcome;
import dev.touchline.type.v1.ItemResult;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Partners as units of the organisation: their kind is told in versions, and refused where nobody knows it. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class PartnerTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String EVENTS =
            """
            SELECT body FROM (SELECT key, version, body FROM feed UNION ALL SELECT key, version, body FROM feed_inbox) AS event
            WHERE key = $1 ORDER BY version
            """;

    @GrpcClient("member-svc")
    OrganisationService organisation;

    @GrpcClient("member-svc")
    OperationsService operations;

    @Inject
    Pool pool;

    @Test
    void partnerOfAnotherKind_isToldWholeInItsNextVersion() {
        Partner unknown = partner("p-kind", PartnerKind.PARTNER_KIND_UNSPECIFIED);
        Partner sharer = partner("p-kind", PartnerKind.PARTNER_KIND_SHARER);

        assertThat(outcomes(unknown, sharer, sharer, unknown))
                .containsExactly(
                        ItemOutcome.ITEM_OUTCOME_ACCEPTED,
                        ItemOutcome.ITEM_OUTCOME_ACCEPTED,
                        ItemOutcome.ITEM_OUTCOME_DUPLICATE,
                        ItemOutcome.ITEM_OUTCOME_ACCEPTED);
        assertThat(outcomes(sharer)).containsExactly(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
        assertThat(outcomes(sharer)).containsExactly(ItemOutcome.ITEM_OUTCOME_DUPLICATE);

        assertThat(events("partner/p-kind"))
                .as("of one batch the last stands, in one version")
                .containsExactly(
                        MemberEvent.newBuilder()
                                .setVersion(1)
                                .setPartner(unknown)
                                .build(),
                        MemberEvent.newBuilder()
                                .setVersion(2)
                                .setPartner(sharer)
                                .build());
    }

    @Test
    void results_ofPartners_followThoseOfGuides() {
        assertThat(results(UpsertOrganisationRequest.newBuilder()
                        .addPartners(partner("p-last", PartnerKind.PARTNER_KIND_DISTRIBUTOR))
                        .addGuides(Guide.newBuilder())))
                .extracting(ItemResult::getOutcome)
                .containsExactly(ItemOutcome.ITEM_OUTCOME_REJECTED, ItemOutcome.ITEM_OUTCOME_ACCEPTED);
    }

    @Test
    void partner_outsideTheContract_isRejected() {
        refused(partner("", PartnerKind.PARTNER_KIND_CPS), "key");
        refused(partner("k".repeat(65), PartnerKind.PARTNER_KIND_CPS), "key");
        refused(partner("p", PartnerKind.PARTNER_KIND_CPS).toBuilder().setName("n".repeat(201)), "name");
        refused(partner("p", PartnerKind.PARTNER_KIND_CPS).toBuilder().setKindValue(4), "kind");
    }

    @Test
    void partners_countTowardsTheBatchLimit() {
        UpsertOrganisationRequest.Builder most = UpsertOrganisationRequest.newBuilder();
        IntStream.range(0, 500)
                .forEach(i -> most.addPartners(partner("p-limit-" + i, PartnerKind.PARTNER_KIND_SHARER)));

        assertThat(results(most))
                .extracting(ItemResult::getOutcome)
                .hasSize(500)
                .containsOnly(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
        assertThatThrownBy(() -> results(most.addGuides(Guide.newBuilder().setKey("g"))))
                .satisfies(thrown ->
                        assertThat(GrpcErrors.reasonOf(thrown)).isEqualTo(ErrorReason.ERROR_REASON_BATCH_TOO_LARGE));
    }

    // Fails without partners in MemberInvariants.TOLD: what was told of them is then of nothing that exists.
    @Test
    void invariant_thatEventsTellVersions_knowsPartners() {
        outcomes(partner("p-check", PartnerKind.PARTNER_KIND_CPS));

        assertThat(operations
                        .checkInvariants(CheckInvariantsRequest.getDefaultInstance())
                        .await()
                        .atMost(PATIENCE)
                        .getResultsList())
                .filteredOn(each -> each.getInvariant().equals("events-tell-versions"))
                .singleElement()
                .satisfies(each -> assertThat(each.getViolations())
                        .as("%s", each.getSamplesList())
                        .isZero());
    }

    private void refused(Partner partner, String field) {
        refused(partner.toBuilder(), field);
    }

    private void refused(Partner.Builder partner, String field) {
        assertThat(results(UpsertOrganisationRequest.newBuilder().addPartners(partner)))
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_REJECTED);
                    assertThat(result.getMetadataMap()).containsEntry("field", field);
                });
    }

    private List<ItemOutcome> outcomes(Partner... partners) {
        return results(UpsertOrganisationRequest.newBuilder().addAllPartners(List.of(partners))).stream()
                .map(ItemResult::getOutcome)
                .toList();
    }

    private List<ItemResult> results(UpsertOrganisationRequest.Builder request) {
        return organisation
                .upsertOrganisation(request.build())
                .await()
                .atMost(PATIENCE)
                .getResultsList();
    }

    private List<MemberEvent> events(String key) {
        List<MemberEvent> events = new ArrayList<>();
        pool.preparedQuery(EVENTS)
                .execute(Tuple.of(key))
                .await()
                .atMost(PATIENCE)
                .forEach(row -> {
                    try {
                        events.add(MemberEvent.parseFrom(row.getBuffer(0).getBytes()));
                    } catch (InvalidProtocolBufferException broken) {
                        throw new AssertionError(broken);
                    }
                });
        return events;
    }

    private static Partner partner(String key, PartnerKind kind) {
        return Partner.newBuilder()
                .setKey(key)
                .setName("Partner " + key)
                .setKind(kind)
                .build();
    }
}
