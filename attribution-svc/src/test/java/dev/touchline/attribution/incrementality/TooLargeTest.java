package dev.touchline.attribution.incrementality;

import static dev.touchline.attribution.testing.Told.campaign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.touchline.attribution.policy.PolicyBook;
import dev.touchline.attribution.testing.Attribution;
import dev.touchline.attribution.testing.Told;
import dev.touchline.attribution.v1.CampaignIncrementality;
import dev.touchline.attribution.v1.GetIncrementalityRequest;
import dev.touchline.attribution.v1.GetIncrementalityResponse;
import dev.touchline.attribution.v1.IncrementalityState;
import dev.touchline.kittest.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A campaign that cannot be read within bounds hides no other. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TooLargeTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Inject
    Attribution attribution;

    @Inject
    Snapshots snapshots;

    @Inject
    DrawnCampaigns campaigns;

    @Inject
    DrawnMembers members;

    @Inject
    DrawnStores stores;

    @Inject
    PolicyBook book;

    @Inject
    Clock clock;

    // Seen to fail when the failure of one campaign was the call's.
    @Test
    void campaignThatIsTooLarge_isPutOffAndThenSaidToBe() {
        attribution.empty();
        attribution.tell(campaign("a", 100, 1), campaign("b", 100, 1), campaign("c", 100, 1));
        for (long member = 1; member <= 300; member++) {
            attribution.tell(Told.control("b", member));
        }
        attribution.tell(Told.control("a", 1), Told.control("c", 1));

        GetIncrementalityResponse first = ask("", "");
        GetIncrementalityResponse second = ask("", first.getNextPageToken());

        assertThat(first.getCampaignsList())
                .extracting(CampaignIncrementality::getCampaign)
                .containsExactly("a");
        assertThat(second.getCampaignsList())
                .extracting(CampaignIncrementality::getCampaign, CampaignIncrementality::getState)
                .containsExactly(
                        tuple("b", IncrementalityState.INCREMENTALITY_STATE_TOO_LARGE),
                        tuple("c", IncrementalityState.INCREMENTALITY_STATE_NO_TREATED));
        assertThat(second.getCampaigns(0).getSentence()).contains("more than 10");
        assertThat(second.getNextPageToken()).isEmpty();
        assertThatThrownBy(() -> ask("b", "")).hasMessageContaining("units of campaign b: more than 10");
    }

    private GetIncrementalityResponse ask(String campaign, String token) {
        return new Increments(snapshots, campaigns, members, stores, book, new TenUnits(), clock)
                .of(Asked.of(GetIncrementalityRequest.newBuilder()
                        .setCurrencyCode("CNY")
                        .setCampaign(campaign)
                        .setPageToken(token)
                        .build()))
                .await()
                .atMost(PATIENCE);
    }

    /** As configured, for campaigns of ten units. */
    private record TenUnits() implements IncrementalityConfig {
        @Override
        public int maxUnits() {
            return 10;
        }

        @Override
        public int concurrent() {
            return 2;
        }

        @Override
        public int page() {
            return 10;
        }

        @Override
        public Duration statementTimeout() {
            return PATIENCE;
        }

        @Override
        public Duration deadline() {
            return PATIENCE;
        }
    }
}
