package dev.touchline.touch.report;

import dev.touchline.kit.access.Caller;
import dev.touchline.kit.error.Check;
import dev.touchline.kit.error.Items;
import dev.touchline.kit.error.Rejection;
import dev.touchline.touch.campaign.CampaignBrands;
import dev.touchline.touch.journey.TouchKey;
import dev.touchline.touch.v1.GetTouchRequest;
import dev.touchline.touch.v1.GetTouchResponse;
import dev.touchline.touch.v1.RecordTouchesRequest;
import dev.touchline.touch.v1.RecordTouchesResponse;
import dev.touchline.touch.v1.TouchService;
import dev.touchline.type.v1.ItemResult;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Touches and their stages, at the edge. */
@GrpcService
class TouchGrpc implements TouchService {

    private static final int MAX_TOUCHES = 500;

    private final Pool pool;
    private final Clock clock;
    private final TouchForm form;
    private final Reports reports;
    private final Touches touches;
    private final CampaignBrands brands;

    TouchGrpc(Pool pool, Clock clock, TouchForm form, Reports reports, Touches touches, CampaignBrands brands) {
        this.pool = pool;
        this.clock = clock;
        this.form = form;
        this.reports = reports;
        this.touches = touches;
        this.brands = brands;
    }

    @Override
    public Uni<RecordTouchesResponse> recordTouches(RecordTouchesRequest request) {
        int size = Check.batch("touches", request.getTouchesList(), MAX_TOUCHES);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        ItemResult[] results = new ItemResult[size];
        List<TouchReport> sound = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            try {
                sound.add(form.read(i, request.getTouches(i), now));
            } catch (Rejection refused) {
                results[i] = Items.rejected(i, refused);
            }
        }
        Uni<List<ItemResult>> recorded =
                sound.isEmpty() ? Uni.createFrom().item(List.of()) : reports.record(sound, now, Caller.current());
        return recorded.map(answers -> {
            answers.forEach(answer -> results[answer.getIndex()] = answer);
            return RecordTouchesResponse.newBuilder()
                    .addAllResults(List.of(results))
                    .build();
        });
    }

    @Override
    public Uni<GetTouchResponse> getTouch(GetTouchRequest request) {
        TouchKey key = TouchForm.key(request.getKey());
        Caller caller = Caller.current();
        return pool.withConnection(connection -> touches.find(connection, List.of(key))
                        .map(found -> found.stream().findFirst().orElseThrow(() -> Rejection.notFound("key", key)))
                        .call(found -> checkBrand(connection, caller, found)))
                .map(found -> GetTouchResponse.newBuilder()
                        .setTouch(TouchMessages.touch(found))
                        .build());
    }

    /** What belongs to no brand is the whole group's. The store of a touch is in the answer, where it is checked for all. */
    private Uni<Void> checkBrand(SqlClient client, Caller caller, TouchState found) {
        String campaign = found.journey().content().campaign();
        return brands.of(client, caller, List.of(campaign))
                .invoke(known -> {
                    if (!caller.covers(null, known.getOrDefault(campaign, ""))) {
                        throw Caller.outOfScope("key");
                    }
                })
                .replaceWithVoid();
    }
}
