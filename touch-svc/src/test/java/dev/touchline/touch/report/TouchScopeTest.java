package dev.touchline.touch.report;

import static dev.touchline.touch.v1.TouchStage.TOUCH_STAGE_EXECUTED;
import static dev.touchline.type.v1.ErrorReason.ERROR_REASON_OUT_OF_SCOPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchline.kit.access.Caller;
import dev.touchline.kit.access.Role;
import dev.touchline.kit.error.Rejection;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.touch.TouchFixture;
import dev.touchline.touch.v1.GetTouchRequest;
import dev.touchline.touch.v1.RecordTouchesRequest;
import dev.touchline.touch.v1.Touch;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.ItemResult;
import io.grpc.Context;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The brand of a touch is its campaign's, and the store of a known touch is the stored one. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class TouchScopeTest extends TouchFixture {

    private static final Caller SOUTH = new Caller("south-app", Role.MINI_PROGRAM, Set.of("south"), Set.of());
    private static final Caller STORE_2 = new Caller("till-2", Role.TILL, Set.of(), Set.of("s2"));

    @Inject
    @GrpcService
    TouchGrpc service;

    @BeforeEach
    void campaigns() {
        upsert(
                campaign("of-north").setBrand("north").build(),
                campaign("of-south").setBrand("south").build(),
                campaign("of-group").build());
    }

    @Test
    void touchesOfAnotherBrandsCampaign_areNeitherRecordedNorShown() throws Exception {
        Touch.Builder north = sms("scope-north").setCampaign("of-north");
        Touch.Builder south = sms("scope-south").setCampaign("of-south");

        assertRejected(recordAs(SOUTH, north), "touch", ERROR_REASON_OUT_OF_SCOPE);
        assertAccepted(recordAs(SOUTH, south));
        assertAccepted(recordAs(SOUTH, sms("scope-group").setCampaign("of-group")));
        assertAccepted(record(input(north)));

        assertThat(readAs(SOUTH, "scope-south").getCampaign()).isEqualTo("of-south");
        assertRefused("scope-north");
        assertRefused("scope-group");
    }

    @Test
    void touchOfAnotherStore_isNotUpdated() throws Exception {
        Touch.Builder known = sms("scope-store").setStore("s1");
        assertAccepted(record(input(known)));

        assertRejected(
                recordAs(STORE_2, known.clone().setStore("s2").addStages(stage(TOUCH_STAGE_EXECUTED, 5))),
                "touch",
                ERROR_REASON_OUT_OF_SCOPE);
        assertAccepted(recordAs(STORE_2, sms("scope-store-2").setStore("s2")));
        assertThat(touch("scope-store").getStagesList()).isEmpty();
        assertInvariants();
    }

    private void assertRefused(String number) {
        assertThatThrownBy(() -> readAs(SOUTH, number)).isInstanceOfSatisfying(Rejection.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(io.grpc.Status.Code.PERMISSION_DENIED);
            assertThat(refusal.reason()).isEqualTo(ErrorReason.ERROR_REASON_OUT_OF_SCOPE);
        });
    }

    private ItemResult recordAs(Caller caller, Touch.Builder touch) throws Exception {
        RecordTouchesRequest request =
                RecordTouchesRequest.newBuilder().addTouches(input(touch)).build();
        return caller.in(Context.current())
                .call(() -> service.recordTouches(request))
                .await()
                .atMost(PATIENCE)
                .getResults(0);
    }

    private Touch readAs(Caller caller, String number) throws Exception {
        GetTouchRequest request =
                GetTouchRequest.newBuilder().setKey(key(number)).build();
        return caller.in(Context.current())
                .call(() -> service.getTouch(request))
                .await()
                .atMost(PATIENCE)
                .getTouch();
    }
}
