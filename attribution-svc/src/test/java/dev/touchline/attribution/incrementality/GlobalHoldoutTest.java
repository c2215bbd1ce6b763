package dev.touchline.attribution.incrementality;

import static dev.touchline.attribution.testing.Told.sms;
import static dev.touchline.attribution.testing.ToldArms.BEGIN;
import static dev.touchline.attribution.testing.ToldArms.campaign;
import static dev.touchline.attribution.testing.ToldArms.control;
import static dev.touchline.attribution.testing.ToldArms.told;
import static dev.touchline.attribution.testing.ToldArms.treated;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.attribution.testing.Attribution;
import dev.touchline.attribution.v1.GetIncrementalityRequest;
import dev.touchline.attribution.v1.IncrementalityService;
import dev.touchline.attribution.v1.PopulationIncrementality;
import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.kit.shard.Shard;
import dev.touchline.kittest.PostgresResource;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A holdout of more members than have their touches in memory at once. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class GlobalHoldoutTest {

    @GrpcClient("attribution-svc")
    IncrementalityService service;

    @Inject
    Attribution attribution;

    // Seen to fail when only the first part of a page was asked.
    @Test
    void everybodysTouches_areLookedAt() {
        attribution.empty();
        long[] oneShard = LongStream.iterate(1, id -> id + 1)
                .filter(id -> Shard.of(id) == 1)
                .limit(501)
                .toArray();
        List<FeedEvent> events = new ArrayList<>();
        events.add(told(campaign("h").setPurpose(Drawn.GLOBAL_HOLDOUT)));
        events.add(told(campaign("own")));
        for (int i = 0; i < oneShard.length; i++) {
            events.add(i < 250 ? control("h", oneShard[i]) : treated("h", oneShard[i]));
            events.add(sms(i + 1, "own", oneShard[i], BEGIN + 1));
        }
        attribution.tell(events.toArray(FeedEvent[]::new));
        attribution.fold();

        PopulationIncrementality all = service.getIncrementality(GetIncrementalityRequest.newBuilder()
                        .setCurrencyCode("CNY")
                        .setCampaign("h")
                        .build())
                .await()
                .atMost(Duration.ofMinutes(1))
                .getCampaigns(0)
                .getPopulations(0);

        assertThat(all.getControl().getTouched()).isEqualTo(250);
        assertThat(all.getTreated().getTouched()).isEqualTo(251);
    }
}
