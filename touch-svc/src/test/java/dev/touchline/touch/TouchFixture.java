package dev.touchline.touch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.feed.v1.FeedService;
import dev.touchline.feed.v1.ReadFeedRequest;
import dev.touchline.kit.feed.FeedInbox;
import dev.touchline.operations.v1.CheckInvariantsRequest;
import dev.touchline.operations.v1.CheckInvariantsResponse;
import dev.touchline.operations.v1.Figure;
import dev.touchline.operations.v1.GetProgressRequest;
import dev.touchline.operations.v1.GetProgressResponse;
import dev.touchline.operations.v1.OperationsService;
import dev.touchline.touch.v1.Campaign;
import dev.touchline.touch.v1.CampaignService;
import dev.touchline.touch.v1.GetTouchRequest;
import dev.touchline.touch.v1.RecordTouchesRequest;
import dev.touchline.touch.v1.StageFact;
import dev.touchline.touch.v1.Touch;
import dev.touchline.touch.v1.TouchEvent;
import dev.touchline.touch.v1.TouchInput;
import dev.touchline.touch.v1.TouchService;
import dev.touchline.touch.v1.TouchStage;
import dev.touchline.touch.v1.UpsertCampaignsRequest;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.Identifier;
import dev.touchline.type.v1.IdentifierType;
import dev.touchline.type.v1.ItemOutcome;
import dev.touchline.type.v1.ItemResult;
import dev.touchline.type.v1.TouchChannel;
import dev.touchline.type.v1.TouchKey;
import io.quarkus.grpc.GrpcClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;

/** Calls that the tests of touches and campaigns share: through the stubs, as any client would. */
public abstract class TouchFixture {

    protected static final Duration PATIENCE = Duration.ofMinutes(2);

    @GrpcClient("touch-svc")
    protected TouchService touches;

    @GrpcClient("touch-svc")
    protected CampaignService campaigns;

    @GrpcClient("touch-svc")
    FeedService feed;

    @GrpcClient("touch-svc")
    OperationsService operations;

    protected ItemResult record(TouchInput.Builder input) {
        return record(List.of(input.build())).get(0);
    }

    protected List<ItemResult> record(List<TouchInput> inputs) {
        return touches.recordTouches(
                        RecordTouchesRequest.newBuilder().addAllTouches(inputs).build())
                .await()
                .atMost(PATIENCE)
                .getResultsList();
    }

    protected Touch touch(String number) {
        return touches.getTouch(GetTouchRequest.newBuilder().setKey(key(number)).build())
                .await()
                .atMost(PATIENCE)
                .getTouch();
    }

    protected List<ItemResult> upsert(Campaign... inputs) {
        return campaigns
                .upsertCampaigns(UpsertCampaignsRequest.newBuilder()
                        .addAllCampaigns(Arrays.asList(inputs))
                        .build())
                .await()
                .atMost(PATIENCE)
                .getResultsList();
    }

    /** The events of a key in the feed, in order, once there are so many; their versions are 1, 2, 3 …. */
    protected List<TouchEvent> events(String key, int count) {
        List<TouchEvent> events =
                Awaitility.await().atMost(PATIENCE).until(() -> read(key), read -> read.size() >= count);
        assertThat(events).hasSize(count);
        for (int i = 0; i < count; i++) {
            assertThat(events.get(i).getVersion()).isEqualTo(i + 1);
        }
        return events;
    }

    private List<TouchEvent> read(String key) throws InvalidProtocolBufferException {
        List<TouchEvent> events = new ArrayList<>();
        String epoch = "";
        long after = 0;
        while (true) {
            var page = feed.readFeed(ReadFeedRequest.newBuilder()
                            .setPartition(FeedInbox.partition(key))
                            .setEpoch(epoch)
                            .setAfter(after)
                            .build())
                    .await()
                    .atMost(PATIENCE);
            if (page.getEventsCount() == 0) {
                return events;
            }
            epoch = page.getEpoch();
            for (FeedEvent event : page.getEventsList()) {
                after = event.getPosition();
                if (event.getKey().equals(key)) {
                    events.add(TouchEvent.parseFrom(event.getBody()));
                }
            }
        }
    }

    protected GetProgressResponse progress() {
        return operations
                .getProgress(GetProgressRequest.getDefaultInstance())
                .await()
                .atMost(PATIENCE);
    }

    protected CheckInvariantsResponse assertInvariants() {
        CheckInvariantsResponse checked = operations
                .checkInvariants(CheckInvariantsRequest.getDefaultInstance())
                .await()
                .atMost(PATIENCE);
        assertThat(checked.getResultsList()).hasSizeGreaterThan(4).allSatisfy(result -> assertThat(
                        result.getViolations())
                .as(result.getInvariant() + " " + result.getSamplesList())
                .isZero());
        assertThat(checked.getFiguresList())
                .extracting(Figure::getName)
                .containsExactly("touches", "campaigns", "arms");
        return checked;
    }

    protected static void assertAccepted(ItemResult result) {
        assertThat(result.getOutcome()).as(result.getMessage()).isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);
    }

    protected static void assertDuplicate(ItemResult result) {
        assertThat(result.getOutcome()).as(result.getMessage()).isEqualTo(ItemOutcome.ITEM_OUTCOME_DUPLICATE);
    }

    protected static void assertRejected(ItemResult result, String field, ErrorReason reason) {
        assertThat(result.getOutcome()).isEqualTo(ItemOutcome.ITEM_OUTCOME_REJECTED);
        assertThat(result.getReason()).as(result.getMessage()).isEqualTo(reason);
        assertThat(result.getMetadataMap()).containsEntry("field", field);
    }

    protected static TouchKey key(String number) {
        return TouchKey.newBuilder().setSource("crm").setNumber(number).build();
    }

    /** A report of an SMS to member 7. */
    protected static Touch.Builder sms(String number, StageFact... stages) {
        return Touch.newBuilder()
                .setKey(key(number))
                .setCampaign("spring")
                .setChannel(TouchChannel.TOUCH_CHANNEL_SMS)
                .setMemberId(7)
                .addAllStages(Arrays.asList(stages));
    }

    protected static TouchInput.Builder input(Touch.Builder touch, Identifier... identifiers) {
        return TouchInput.newBuilder().setTouch(touch).addAllIdentifiers(Arrays.asList(identifiers));
    }

    protected static StageFact stage(TouchStage stage, long second) {
        return StageFact.newBuilder().setStage(stage).setOccurredAt(at(second)).build();
    }

    protected static Campaign.Builder campaign(String key) {
        return Campaign.newBuilder()
                .setKey(key)
                .setName("Campaign")
                .setStart(at(0))
                .setEnd(at(86_400));
    }

    protected static Identifier phone(String digits) {
        return Identifier.newBuilder()
                .setType(IdentifierType.IDENTIFIER_TYPE_PHONE)
                .setValue(digits)
                .build();
    }

    protected static Identifier device(String id) {
        return Identifier.newBuilder()
                .setType(IdentifierType.IDENTIFIER_TYPE_DEVICE)
                .setValue(id)
                .build();
    }

    protected static Timestamp at(long second) {
        return Timestamp.newBuilder().setSeconds(1_700_000_000 + second).build();
    }
}
