package dev.touchline.touch.campaign;

import static dev.touchline.type.v1.ErrorReason.ERROR_REASON_AMOUNT_NEGATIVE;
import static dev.touchline.type.v1.ErrorReason.ERROR_REASON_BATCH_TOO_LARGE;
import static dev.touchline.type.v1.ErrorReason.ERROR_REASON_CURRENCY_UNKNOWN;
import static dev.touchline.type.v1.ErrorReason.ERROR_REASON_FIELD_MALFORMED;
import static dev.touchline.type.v1.ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE;
import static dev.touchline.type.v1.ErrorReason.ERROR_REASON_FIELD_REQUIRED;
import static dev.touchline.type.v1.ErrorReason.ERROR_REASON_PERIOD_EMPTY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchline.kit.error.GrpcErrors;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.touch.TouchFixture;
import dev.touchline.touch.v1.Campaign;
import dev.touchline.touch.v1.ListCampaignsRequest;
import dev.touchline.touch.v1.ListCampaignsResponse;
import dev.touchline.touch.v1.TouchEvent;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.ItemResult;
import dev.touchline.type.v1.Money;
import dev.touchline.type.v1.TouchChannel;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Campaigns through their stubs: content, versions, events, refusals, limits and pages. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class CampaignServiceTest extends TouchFixture {

    @Test
    void upsert_isIdempotentByContentWithOneEventAVersion() {
        Campaign first = campaign("same")
                .setBudget(Money.newBuilder().setMinorUnits(100).setCurrencyCode("CNY"))
                .addChannels(TouchChannel.TOUCH_CHANNEL_SMS)
                .build();
        Campaign changed = first.toBuilder().setCancelledAt(at(50)).build();

        assertAccepted(upsert(first).get(0));
        assertDuplicate(upsert(first).get(0));
        List<ItemResult> results = upsert(changed, changed, first);

        assertAccepted(results.get(0));
        assertDuplicate(results.get(1));
        assertAccepted(results.get(2));
        List<TouchEvent> events = events("campaign/same", 2);
        assertThat(events.get(1).getCampaign())
                .as("the last of the batch")
                .isEqualTo(events.get(0).getCampaign());
        assertInvariants();
    }

    @Test
    void upsert_ofOneKeyManyTimesAtOnce_losesNoVersion() {
        Multi.createFrom()
                .range(0, 40)
                .onItem()
                .transformToUni(
                        i -> campaigns.upsertCampaigns(dev.touchline.touch.v1.UpsertCampaignsRequest.newBuilder()
                                .addCampaigns(campaign("race-" + (i + 1) % 2).setPriority(i))
                                .addCampaigns(campaign("race-" + i % 2).setPriority(i))
                                .build()))
                .merge(8)
                .collect()
                .asList()
                .await()
                .atMost(PATIENCE);

        events("campaign/race-0", 40);
        events("campaign/race-1", 40);
        assertInvariants();
    }

    @Test
    void campaigns_outsideTheContract_areRefused() {
        refused(campaign(""), "key", ERROR_REASON_FIELD_REQUIRED);
        assertAccepted(upsert(campaign("k".repeat(64)).setName("n".repeat(200)).build())
                .get(0));
        refused(campaign("k".repeat(65)), "key", ERROR_REASON_FIELD_OUT_OF_RANGE);
        refused(campaign("c").setName("n".repeat(201)), "name", ERROR_REASON_FIELD_OUT_OF_RANGE);
        refused(campaign("c").clearStart(), "start", ERROR_REASON_FIELD_REQUIRED);
        refused(campaign("c").clearEnd(), "end", ERROR_REASON_FIELD_REQUIRED);
        refused(campaign("c").setEnd(at(0)), "end", ERROR_REASON_PERIOD_EMPTY);
        refused(campaign("c").setControlPpm(-1), "control_ppm", ERROR_REASON_FIELD_OUT_OF_RANGE);
        assertAccepted(upsert(campaign("ppm")
                        .setControlPpm(1_000_000)
                        .setPriority(1000)
                        .build())
                .get(0));
        refused(campaign("c").setControlPpm(1_000_001), "control_ppm", ERROR_REASON_FIELD_OUT_OF_RANGE);
        refused(campaign("c").setPriority(1001), "priority", ERROR_REASON_FIELD_OUT_OF_RANGE);
        refused(campaign("c").setUnitValue(9), "unit", ERROR_REASON_FIELD_MALFORMED);
        refused(campaign("c").addChannelsValue(99), "channels", ERROR_REASON_FIELD_MALFORMED);
        refused(
                campaign("c").addChannels(TouchChannel.TOUCH_CHANNEL_UNSPECIFIED),
                "channels",
                ERROR_REASON_FIELD_REQUIRED);
        refused(
                campaign("c").setBudget(Money.newBuilder().setMinorUnits(-1).setCurrencyCode("CNY")),
                "budget",
                ERROR_REASON_AMOUNT_NEGATIVE);
        refused(
                campaign("c").setBudget(Money.newBuilder().setMinorUnits(1)),
                "budget.currency_code",
                ERROR_REASON_CURRENCY_UNKNOWN);
        refused(campaign("c").setPurpose("p".repeat(65)), "purpose", ERROR_REASON_FIELD_OUT_OF_RANGE);
    }

    @Test
    void batches_atAndPastTheLimit() {
        Campaign[] batch = IntStream.range(0, 500)
                .mapToObj(i -> campaign("batch-" + i).build())
                .toArray(Campaign[]::new);
        assertThat(upsert(batch)).hasSize(500).allSatisfy(TouchFixture::assertAccepted);
        Campaign[] tooMany = java.util.Arrays.copyOf(batch, 501);
        tooMany[500] = batch[0];
        assertThatThrownBy(() -> upsert(tooMany))
                .satisfies(thrown -> assertThat(GrpcErrors.reasonOf(thrown)).isEqualTo(ERROR_REASON_BATCH_TOO_LARGE));
    }

    @Test
    void listCampaigns_byPages_showsEachOnceInOrder() {
        upsert(IntStream.range(0, 25)
                .mapToObj(i -> campaign("page-" + (100 + i)).build())
                .toArray(Campaign[]::new));

        List<String> keys = new ArrayList<>();
        String token = "";
        do {
            ListCampaignsResponse page = campaigns
                    .listCampaigns(ListCampaignsRequest.newBuilder()
                            .setPageSize(10)
                            .setPageToken(token)
                            .build())
                    .await()
                    .atMost(PATIENCE);
            page.getCampaignsList().stream()
                    .map(Campaign::getKey)
                    .filter(key -> key.startsWith("page-"))
                    .forEach(keys::add);
            token = page.getNextPageToken();
        } while (!token.isEmpty());

        assertThat(keys).hasSize(25).doesNotHaveDuplicates().isSorted();
        assertThatThrownBy(() -> campaigns
                        .listCampaigns(ListCampaignsRequest.newBuilder()
                                .setPageSize(1001)
                                .build())
                        .await()
                        .atMost(PATIENCE))
                .satisfies(
                        thrown -> assertThat(GrpcErrors.reasonOf(thrown)).isEqualTo(ERROR_REASON_FIELD_OUT_OF_RANGE));
    }

    private void refused(Campaign.Builder campaign, String field, ErrorReason reason) {
        assertRejected(upsert(campaign.build()).get(0), field, reason);
    }
}
