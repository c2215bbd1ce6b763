package dev.touchline.attribution.why;

import dev.touchline.attribution.facts.Sales;
import dev.touchline.attribution.facts.Sales.Home;
import dev.touchline.attribution.policy.PolicyBook;
import dev.touchline.attribution.policy.PolicyText;
import dev.touchline.attribution.v1.AttributionService;
import dev.touchline.attribution.v1.ExplainOrderRequest;
import dev.touchline.attribution.v1.ExplainOrderResponse;
import dev.touchline.attribution.v1.GetPolicyRequest;
import dev.touchline.attribution.v1.GetPolicyResponse;
import dev.touchline.kit.error.Check;
import dev.touchline.kit.error.Rejection;
import dev.touchline.type.v1.ErrorReason;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;

/** Why an order's money is where it is, and by which rules. */
@GrpcService
public class AttributionGrpc implements AttributionService {

    private final Pool pool;
    private final Sales sales;
    private final Explanation explanation;
    private final PolicyBook book;
    private final Clock clock;

    public AttributionGrpc(Pool pool, Sales sales, Explanation explanation, PolicyBook book, Clock clock) {
        this.pool = pool;
        this.sales = sales;
        this.explanation = explanation;
        this.book = book;
        this.clock = clock;
    }

    @Override
    public Uni<ExplainOrderResponse> explainOrder(ExplainOrderRequest request) {
        Check.text("number", request.getNumber(), 1, 128);
        Check.text("source", request.getSource(), 0, 64);
        return pool.withConnection(connection -> sales.byNumber(connection, request.getNumber())
                .map(homes -> theOne(request, homes))
                .chain(home -> explanation.of(connection, home)));
    }

    private static Home theOne(ExplainOrderRequest request, List<Home> homes) {
        List<Home> asked = homes.stream()
                .filter(home -> request.getSource().isEmpty() || home.source().equals(request.getSource()))
                .toList();
        if (asked.isEmpty()) {
            throw Rejection.notFound("number", request.getNumber());
        }
        if (asked.size() > 1) {
            String sources = asked.stream().map(Home::source).distinct().collect(Collectors.joining(", "));
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_FIELD_REQUIRED, "source", request.getSource(), "one of " + sources);
        }
        return asked.get(0);
    }

    @Override
    public Uni<GetPolicyResponse> getPolicy(GetPolicyRequest request) {
        return book.current(pool)
                .map(policies -> policies.at(clock.instant()))
                .map(policy -> GetPolicyResponse.newBuilder()
                        .setVersion(policy.version())
                        .addAllRules(PolicyText.of(policy))
                        .build());
    }
}
