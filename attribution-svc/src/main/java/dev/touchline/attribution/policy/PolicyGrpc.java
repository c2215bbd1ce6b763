package dev.touchline.attribution.policy;

import com.google.protobuf.Timestamp;
import dev.touchline.attribution.policy.PolicyImpact.Impact;
import dev.touchline.attribution.v1.AdoptPolicyRequest;
import dev.touchline.attribution.v1.AdoptPolicyResponse;
import dev.touchline.attribution.v1.GetPolicyVersionRequest;
import dev.touchline.attribution.v1.GetPolicyVersionResponse;
import dev.touchline.attribution.v1.ListPolicyVersionsRequest;
import dev.touchline.attribution.v1.ListPolicyVersionsResponse;
import dev.touchline.attribution.v1.Policy;
import dev.touchline.attribution.v1.PolicyService;
import dev.touchline.attribution.v1.PreviewPolicyRequest;
import dev.touchline.attribution.v1.PreviewPolicyResponse;
import dev.touchline.attribution.v1.ValidatePolicyRequest;
import dev.touchline.attribution.v1.ValidatePolicyResponse;
import dev.touchline.kit.access.Caller;
import dev.touchline.kit.error.Check;
import dev.touchline.kit.error.Rejection;
import dev.touchline.kit.time.ProtoTime;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Who may see and adopt which rules: parse, ask, render. */
@GrpcService
public class PolicyGrpc implements PolicyService {

    private final Pool pool;
    private final PolicyBook book;
    private final Adoption adoption;
    private final PolicyImpact impact;
    private final VersionMessages messages;
    private final Clock clock;

    PolicyGrpc(
            Pool pool, PolicyBook book, Adoption adoption, PolicyImpact impact, VersionMessages messages, Clock clock) {
        this.pool = pool;
        this.book = book;
        this.adoption = adoption;
        this.impact = impact;
        this.messages = messages;
        this.clock = clock;
    }

    @Override
    public Uni<ValidatePolicyResponse> validatePolicy(ValidatePolicyRequest request) {
        Instant now = clock.instant();
        Timestamp from = request.hasEffectiveFrom()
                ? request.getEffectiveFrom()
                : ProtoTime.timestamp(now.truncatedTo(ChronoUnit.SECONDS));
        List<Violation> violations = RequestRules.violations(request.getPolicy(), from, request.getBrand(), now);
        if (!violations.isEmpty()) {
            return Uni.createFrom()
                    .item(ValidatePolicyResponse.newBuilder()
                            .addAllViolations(VersionMessages.violations(violations))
                            .build());
        }
        return book.timeline(pool).map(timeline -> {
            PolicyVersion replaced = timeline.at(ProtoTime.instant(from), request.getBrand());
            Policy complete = PolicyMessages.completed(request.getPolicy(), replaced.content());
            return ValidatePolicyResponse.newBuilder()
                    .setPolicy(complete)
                    .addAllChanges(VersionMessages.changes(replaced.content(), complete))
                    .build();
        });
    }

    @Override
    public Uni<PreviewPolicyResponse> previewPolicy(PreviewPolicyRequest request) {
        List<Violation> violations = RequestRules.violations(
                request.getPolicy(), request.getEffectiveFrom(), request.getBrand(), clock.instant());
        return book.timeline(pool)
                .chain(timeline -> violations.isEmpty()
                        ? preview(request, timeline)
                        : Uni.createFrom()
                                .item(PreviewPolicyResponse.newBuilder()
                                        .addAllViolations(VersionMessages.violations(violations))
                                        .setNewestVersion(timeline.newest())
                                        .build()));
    }

    private Uni<PreviewPolicyResponse> preview(PreviewPolicyRequest request, Timeline timeline) {
        Instant from = ProtoTime.instant(request.getEffectiveFrom());
        Instant until = timeline.until(from, request.getBrand());
        PolicyVersion replaced = timeline.at(from, request.getBrand());
        Policy complete = PolicyMessages.completed(request.getPolicy(), replaced.content());
        PreviewPolicyResponse.Builder preview = PreviewPolicyResponse.newBuilder()
                .setNewestVersion(timeline.newest())
                .setReplacedVersion(replaced.number())
                .addAllChanges(VersionMessages.changes(replaced.content(), complete))
                .setEffectiveFrom(request.getEffectiveFrom());
        if (until != null) {
            preview.setEffectiveUntil(ProtoTime.timestamp(until));
        }
        return impact.of(from, until, request.getBrand()).map(counted -> counted(preview, counted));
    }

    private static PreviewPolicyResponse counted(PreviewPolicyResponse.Builder preview, Impact impact) {
        return preview.setSales(impact.sales()).setMembers(impact.members()).build();
    }

    @Override
    public Uni<AdoptPolicyResponse> adoptPolicy(AdoptPolicyRequest request) {
        Caller caller = Caller.current();
        Check.text("idempotency_key", request.getIdempotencyKey(), 8, 128);
        Check.range("expected_version", request.getExpectedVersion(), 1, Integer.MAX_VALUE);
        RequestRules.check(request, clock.instant());
        return adoption.adopt(request, caller)
                .chain(number ->
                        book.timeline(pool).chain(timeline -> messages.whole(pool, timeline, timeline.version(number))))
                .map(version ->
                        AdoptPolicyResponse.newBuilder().setVersion(version).build());
    }

    @Override
    public Uni<GetPolicyVersionResponse> getPolicyVersion(GetPolicyVersionRequest request) {
        Check.range("number", request.getNumber(), 0, Integer.MAX_VALUE);
        Check.text("brand", request.getBrand(), 0, 64);
        return book.timeline(pool)
                .chain(timeline -> messages.whole(pool, timeline, asked(request, timeline)))
                .map(version -> GetPolicyVersionResponse.newBuilder()
                        .setVersion(version)
                        .build());
    }

    private PolicyVersion asked(GetPolicyVersionRequest request, Timeline timeline) {
        if (request.getNumber() > timeline.newest()) {
            throw Rejection.notFound("number", request.getNumber());
        }
        return request.getNumber() == 0
                ? timeline.at(clock.instant(), request.getBrand())
                : timeline.version(request.getNumber());
    }

    @Override
    public Uni<ListPolicyVersionsResponse> listPolicyVersions(ListPolicyVersionsRequest request) {
        int size = (int) Check.range("page_size", request.getPageSize(), 0, 100);
        Check.range("before_number", request.getBeforeNumber(), 0, Integer.MAX_VALUE);
        return book.timeline(pool)
                .chain(timeline -> messages.page(pool, timeline, size == 0 ? 20 : size, request.getBeforeNumber())
                        .map(versions -> ListPolicyVersionsResponse.newBuilder()
                                .addAllVersions(versions)
                                .setNewestVersion(timeline.newest())
                                .build()));
    }
}
