package dev.touchline.attribution;

import static dev.touchline.attribution.testing.Told.campaign;
import static dev.touchline.attribution.testing.Told.control;
import static dev.touchline.attribution.testing.Told.keyed;
import static dev.touchline.attribution.testing.Told.member;
import static dev.touchline.attribution.testing.Told.sale;
import static dev.touchline.attribution.testing.Told.sms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.touchline.attribution.testing.Attribution;
import dev.touchline.attribution.v1.AttributionService;
import dev.touchline.attribution.v1.ExplainOrderRequest;
import dev.touchline.attribution.v1.ExplainOrderResponse;
import dev.touchline.attribution.v1.GetPolicyRequest;
import dev.touchline.attribution.v1.TouchRule;
import dev.touchline.attribution.v1.TouchVerdict;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.operations.v1.GetProgressRequest;
import dev.touchline.operations.v1.OperationsService;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callers are told through the generated stubs. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class WhyTest {

    @GrpcClient("attribution-svc")
    AttributionService service;

    @GrpcClient("attribution-svc")
    OperationsService operations;

    @Inject
    Attribution attribution;

    @BeforeEach
    void empty() {
        attribution.empty();
    }

    @Test
    void explainOrder_showsLedgerAndVerdictsOfTheWholePerson() {
        attribution.tell(member(9, 7, 1), campaign("c", 100, 1), campaign("d", 100, 1), control("d", 7));
        attribution.tell(sms(1, "c", 7, 10), sms(2, "c", 9, 30), sms(3, "d", 9, 5), sale(50, 1, 9, 20, 10_000));
        attribution.fold();

        ExplainOrderResponse why = explain("o50", "till");

        assertThat(why.getMemberIdsList()).containsExactly(7L, 9L);
        assertThat(why.getDirty()).isFalse();
        assertThat(why.getEntries(0).getNetMinor()).isEqualTo(10_000);
        assertThat(why.getVerdictsList())
                .extracting(verdict -> verdict.getKey().getNumber(), TouchVerdict::getEligible, TouchVerdict::getRule)
                .containsExactly(
                        tuple("t3", false, TouchRule.TOUCH_RULE_CONTROL),
                        tuple("t1", true, TouchRule.TOUCH_RULE_ELIGIBLE),
                        tuple("t2", false, TouchRule.TOUCH_RULE_AFTER_ORDER));
        assertThat(why.getVerdicts(2).getExplanation())
                .isEqualTo("qualified at 2026-03-02T06:00:00Z, order paid at 2026-03-01T20:00:00Z");
    }

    @Test
    void explainOrder_ofAnOrderNotFoldedYet_saysSo() {
        attribution.tell(sale(50, 1, 0, 20, 10_000));

        ExplainOrderResponse why = explain("o50", "");

        assertThat(why.getDirty()).isTrue();
        assertThat(why.getEntriesCount()).isZero();
        assertThat(operations
                        .getProgress(GetProgressRequest.getDefaultInstance())
                        .await()
                        .indefinitely()
                        .getBacklogs(0)
                        .getCount())
                .isOne();
    }

    @Test
    void explainOrder_ofASaleThatIsAnotherOrderNow_findsItByItsNewKey() {
        attribution.tell(sale(50, 1, 0, 20, 10_000));

        attribution.tell(keyed(sale(50, 2, 0, 20, 10_000), "web", "w1"));
        attribution.fold();

        assertThat(explain("w1", "web").getEntriesCount()).isOne();
        assertThatThrownBy(() -> explain("o50", "")).hasMessageContaining("NOT_FOUND");
    }

    @Test
    void explainOrder_ofAnUnknownOrder_isNotFound() {
        assertThatThrownBy(() -> explain("nothing", ""))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("NOT_FOUND")
                .hasMessageContaining("number: nothing");
        assertThatThrownBy(() -> explain("", "")).hasMessageContaining("INVALID_ARGUMENT");
    }

    @Test
    void getPolicy_listsARuleForEveryChannel() {
        var policy =
                service.getPolicy(GetPolicyRequest.getDefaultInstance()).await().indefinitely();

        assertThat(policy.getVersion()).isEqualTo("standard-1");
        assertThat(policy.getRulesList()).hasSizeGreaterThan(11);
    }

    private ExplainOrderResponse explain(String number, String source) {
        return service.explainOrder(ExplainOrderRequest.newBuilder()
                        .setNumber(number)
                        .setSource(source)
                        .build())
                .await()
                .indefinitely();
    }
}
