package dev.touchline.attribution;

import static dev.touchline.attribution.testing.Told.binding;
import static dev.touchline.attribution.testing.Told.bound;
import static dev.touchline.attribution.testing.Told.guide;
import static dev.touchline.attribution.testing.Told.member;
import static dev.touchline.attribution.testing.Told.online;
import static dev.touchline.attribution.testing.Told.recruited;
import static dev.touchline.attribution.testing.Told.sale;
import static dev.touchline.attribution.testing.Told.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.touchline.attribution.testing.Attribution;
import dev.touchline.attribution.testing.Told;
import dev.touchline.attribution.v1.AdoptPolicyRequest;
import dev.touchline.attribution.v1.AttributionService;
import dev.touchline.attribution.v1.ExplainOrderRequest;
import dev.touchline.attribution.v1.LedgerEntry;
import dev.touchline.attribution.v1.LedgerEvent;
import dev.touchline.attribution.v1.Performance;
import dev.touchline.attribution.v1.PerformancePolicy;
import dev.touchline.attribution.v1.PerformanceShare;
import dev.touchline.attribution.v1.PerformanceVerdict;
import dev.touchline.attribution.v1.Policy;
import dev.touchline.attribution.v1.PolicyService;
import dev.touchline.attribution.v1.RelationStage;
import dev.touchline.attribution.v1.StageSplit;
import dev.touchline.kit.operations.Invariants;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.member.v1.BindingMode;
import dev.touchline.member.v1.StoreKind;
import dev.touchline.operations.v1.InvariantResult;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose performance orders are, on a real PostgreSQL: whatever comes late, again, or changes. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PerformanceLedgerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @GrpcClient("attribution-svc")
    AttributionService service;

    @GrpcClient("attribution-svc")
    PolicyService policies;

    @Inject
    Attribution attribution;

    @Inject
    Invariants invariants;

    @Inject
    Pool pool;

    @BeforeEach
    void empty() {
        attribution.empty();
    }

    // Seen to fail without marking whose bindings changed in MemberProjector.
    @Test
    void bindingAfterItsOrders_movesTheirPerformance() {
        attribution.tell(member(7, 7, 1), member(8, 8, 1));
        attribution.tell(online(sale(50, 1, 7, 20, 10_000), ""), online(sale(51, 1, 8, 20, 10_000), ""));
        attribution.fold();
        assertThat(performance(50).getHouse()).isTrue();

        attribution.tell(bound(7, 7, 2, binding("S", "g", 10)));
        assertThat(attribution.number("SELECT count(DISTINCT member) FROM waiting"))
                .as("exactly who is bound")
                .isOne();
        attribution.fold();

        assertThat(performance(50))
                .extracting(Performance::getStore, Performance::getGuide, Performance::getRole)
                .containsExactly("S", "g", "BOUND_GUIDE");
        assertThat(performance(51).getHouse()).isTrue();
        attribution.assertInvariants();

        attribution.tell(bound(7, 7, 3, binding("S", "g", 10)), bound(7, 7, 1, binding("T", "g", 10)));
        assertThat(attribution.number("SELECT count(DISTINCT member) FROM waiting"))
                .as("nothing new")
                .isZero();
    }

    @Test
    void bindingOfAnotherIdentity_countsWhileTheyAreOnePerson() {
        attribution.tell(bound(7, 7, 1, binding("S", "g", 10)), member(9, 9, 1));
        attribution.tell(online(sale(50, 1, 9, 20, 10_000, 2_000, 9_000), ""));
        attribution.fold();
        Map<Long, LedgerEvent> apart = attribution.contents();
        assertThat(performance(50).getHouse()).isTrue();

        attribution.tell(member(9, 7, 2));
        attribution.fold();
        assertThat(performance(50).getStore()).isEqualTo("S");
        attribution.assertInvariants();

        attribution.tell(member(9, 9, 3));
        attribution.fold();
        assertThat(attribution.contents()).isEqualTo(apart);
    }

    // Seen to fail without marking whom a guide's store concerns.
    @Test
    void guideAfterTheirLinks_bringsTheStore() {
        attribution.tell(online(sale(50, 1, 7, 20, 10_000), "g"), online(sale(51, 1, 0, 20, 500), ""));
        attribution.tell(bound(
                8,
                8,
                1,
                binding("T", "h", 1).setMode(BindingMode.BINDING_MODE_OPERATE).setCloudGuide("c")));
        attribution.tell(sale(52, 1, 8, "T", 20, 300));
        attribution.fold();
        assertThat(performance(50))
                .extracting(Performance::getStore, Performance::getGuide)
                .containsExactly("", "g");
        assertThat(performance(52))
                .extracting(Performance::getStore, Performance::getGuide)
                .containsExactly("", "c");

        attribution.tell(guide("g", "S", 1), guide("c", "cloud", 1), guide("other", "S", 1));
        assertThat(attribution.number("SELECT count(DISTINCT member) FROM waiting"))
                .isEqualTo(2);
        attribution.fold();

        assertThat(performance(50).getStore()).isEqualTo("S");
        assertThat(performance(52).getStore()).isEqualTo("cloud");
        attribution.assertInvariants();
    }

    @Test
    void storeThatTurnsOutToBeOnline_isNoPlace() {
        attribution.tell(sale(50, 1, 7, "W", 20, 1_000, 1_200));
        attribution.fold();
        assertThat(performance(50).getStore()).isEqualTo("W");
        assertThat(attribution.figures()).containsEntry("performance of stores:CNY", -200L);

        attribution.tell(store("W", StoreKind.STORE_KIND_ONLINE, 1));
        attribution.fold();

        assertThat(performance(50).getHouse()).isTrue();
        assertThat(attribution
                        .told()
                        .get(50L)
                        .getEntries(0)
                        .getRefunds(0)
                        .getUnmatchedPerformance()
                        .getHouse())
                .isTrue();
        assertThat(attribution.figures())
                .containsEntry("performance of the house:CNY", -200L)
                .doesNotContainKey("performance of stores:CNY");
        attribution.assertInvariants();
    }

    @Test
    void policyThatSplits_givesEachStageItsPartOfOnlineOrders() {
        attribution.tell(recruited(bound(7, 7, 1, binding("S", "g", 10)), "A", "a"), member(9, 9, 1));
        attribution.tell(online(sale(50, 1, 9, 20, 10_000, 2_000, 9_000), "h"), sale(51, 1, 7, "T", 20, 100));
        adoptSplit();
        attribution.fold();
        assertThat(entry(50).getPerformanceSharesList())
                .as("nobody added or nurtures member 9")
                .extracting(PerformanceShare::getStage, PerformanceShare::getNetMinor)
                .containsExactly(tuple(RelationStage.RELATION_STAGE_CLOSE, 0L));
        attribution.assertInvariants();

        attribution.tell(member(9, 7, 2), online(sale(50, 2, 9, 20, 10_000, 2_000), "h"));
        attribution.fold();

        assertThat(entry(50).getPerformanceSharesList())
                .extracting(
                        share -> share.getPerformance().getStore(),
                        share -> share.getPerformance().getGuide(),
                        share -> share.getPerformance().getRole(),
                        PerformanceShare::getPaidMinor,
                        PerformanceShare::getNetMinor)
                .containsExactly(
                        tuple("A", "a", "ADD", 2_000L, 1_600L),
                        tuple("S", "g", "NURTURE", 3_000L, 2_400L),
                        tuple("", "h", "LINK_GUIDE", 5_000L, 4_000L));
        assertThat(entry(50).getRefunds(0).getShareChangeMinorList()).containsExactly(-400L, -600L, -1_000L);
        assertThat(entry(51).getPerformanceSharesList()).as("sold in a store").isEmpty();
        assertThat(attribution.number("SELECT count(*) FROM performance")).isEqualTo(4);
        attribution.assertInvariants();

        attribution.tell(recruited(bound(7, 7, 2, binding("S", "g", 10)), "Z", "a"));
        assertThat(attribution.number("SELECT count(DISTINCT member) FROM waiting"))
                .as("a recruitment that is told otherwise concerns its member")
                .isOne();
    }

    private void adoptSplit() {
        policies.adoptPolicy(AdoptPolicyRequest.newBuilder()
                        .setIdempotencyKey("split-of-stages")
                        .setExpectedVersion(1)
                        .setPolicy(Policy.newBuilder()
                                .setVersion("split")
                                .setPerformance(PerformancePolicy.newBuilder()
                                        .setSplit(StageSplit.newBuilder()
                                                .setAdd(20)
                                                .setNurture(30)
                                                .setClose(50))))
                        .setEffectiveFrom(ProtoTime.timestamp(Told.START))
                        .setReason("who adds members is to have a part")
                        .build())
                .await()
                .atMost(PATIENCE);
    }

    private LedgerEntry entry(long sale) {
        return attribution.told().get(sale).getEntries(0);
    }

    @Test
    void explainOrder_tellsWhatEveryRoleSays() {
        attribution.tell(bound(7, 7, 1, binding("S", "g", 10)));
        attribution.tell(online(sale(50, 1, 7, 20, 10_000), "h"));
        attribution.fold();

        assertThat(service.explainOrder(ExplainOrderRequest.newBuilder()
                                .setNumber("o50")
                                .build())
                        .await()
                        .atMost(PATIENCE)
                        .getPerformanceList())
                .extracting(PerformanceVerdict::getRole, PerformanceVerdict::getApplies, PerformanceVerdict::getDecided)
                .containsExactly(
                        tuple("CLOUD_TEAM", false, false),
                        tuple("SALES_GUIDE", false, false),
                        tuple("PROTECTED_BOUND_GUIDE", false, false),
                        tuple("LINK_GUIDE", true, true),
                        tuple("BOUND_GUIDE", true, false),
                        tuple("PARTNER", false, false),
                        tuple("CREDITED_STORE", false, false),
                        tuple("HOUSE", true, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE performance SET net = net - 1 WHERE part = 0",
                "UPDATE performance SET unmatched = unmatched + 1 WHERE part > 0",
                "DELETE FROM performance WHERE part = 0",
                "UPDATE performance SET partner = 'p' WHERE part = 0",
                "DELETE FROM ledger"
            })
    void invariant_onDamagedData_findsIt(String damage) {
        attribution.tell(sale(50, 1, 7, "S", 20, 1_000, 400, 900));
        attribution.fold();
        attribution.assertInvariants();

        attribution.run(damage);

        assertThat(conservation().getViolations()).isPositive();
    }

    private InvariantResult conservation() {
        return invariants.invariants().stream()
                .filter(invariant -> invariant.name().equals("performance-conservation"))
                .findFirst()
                .orElseThrow()
                .check(pool)
                .await()
                .atMost(PATIENCE);
    }

    private Performance performance(long sale) {
        return attribution.told().get(sale).getEntries(0).getPerformance();
    }
}
