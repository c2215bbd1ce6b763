package dev.touchline.touch.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.touch.v1.Campaign;
import dev.touchline.touch.v1.CampaignService;
import dev.touchline.touch.v1.GetTouchRequest;
import dev.touchline.touch.v1.RecordTouchesRequest;
import dev.touchline.touch.v1.StageFact;
import dev.touchline.touch.v1.Touch;
import dev.touchline.touch.v1.TouchInput;
import dev.touchline.touch.v1.TouchService;
import dev.touchline.touch.v1.TouchStage;
import dev.touchline.touch.v1.UpsertCampaignsRequest;
import dev.touchline.type.v1.ItemOutcome;
import dev.touchline.type.v1.ItemResult;
import dev.touchline.type.v1.TouchChannel;
import dev.touchline.type.v1.TouchKey;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The service answers, through its own stubs. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class TouchSmokeTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @GrpcClient("touch-svc")
    TouchService touches;

    @GrpcClient("touch-svc")
    CampaignService campaigns;

    @Test
    void record_ofNewTouch_storesItAndGetShowsIt() throws Exception {
        Campaign campaign = Campaign.newBuilder()
                .setKey("smoke")
                .setStart(Timestamps.parse("2026-01-01T00:00:00Z"))
                .setEnd(Timestamps.parse("2026-02-01T00:00:00Z"))
                .build();
        assertThat(campaigns
                        .upsertCampaigns(UpsertCampaignsRequest.newBuilder()
                                .addCampaigns(campaign)
                                .build())
                        .await()
                        .atMost(PATIENCE)
                        .getResults(0)
                        .getOutcome())
                .isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
        TouchKey key =
                TouchKey.newBuilder().setSource("crm").setNumber("smoke-1").build();
        Touch touch = Touch.newBuilder()
                .setKey(key)
                .setCampaign("smoke")
                .setChannel(TouchChannel.TOUCH_CHANNEL_SMS)
                .setMemberId(7)
                .addStages(StageFact.newBuilder()
                        .setStage(TouchStage.TOUCH_STAGE_DELIVERED)
                        .setOccurredAt(Timestamps.parse("2026-01-02T00:00:00Z")))
                .build();

        ItemResult result = touches.recordTouches(RecordTouchesRequest.newBuilder()
                        .addTouches(TouchInput.newBuilder().setTouch(touch))
                        .build())
                .await()
                .atMost(PATIENCE)
                .getResults(0);

        assertThat(result.getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
        Touch stored = touches.getTouch(GetTouchRequest.newBuilder().setKey(key).build())
                .await()
                .atMost(PATIENCE)
                .getTouch();
        assertThat(stored.getTouchId()).isPositive();
        assertThat(stored.getMemberId()).isEqualTo(7);
        assertThat(stored.getStagesList()).hasSize(1);
    }
}
