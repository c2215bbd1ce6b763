package dev.touchline.attribution.policy;

import dev.touchline.attribution.v1.AdoptPolicyRequest;
import dev.touchline.attribution.v1.Policy;
import dev.touchline.kit.access.Caller;
import dev.touchline.kit.error.Rejection;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.type.v1.ErrorReason;
import io.grpc.Status;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Adds a version: one transaction under the lock that keeps folds out, so that versions have one order, and everybody who was
 * folded by the policies before can be found when it is committed.
 */
@ApplicationScoped
class Adoption {

    private static final Logger AUDIT = Logger.getLogger("touchline.audit");
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final Pool pool;
    private final PolicyBook book;
    private final PolicyStore store;
    private final Clock clock;

    Adoption(Pool pool, PolicyBook book, PolicyStore store, Clock clock) {
        this.pool = pool;
        this.book = book;
        this.store = store;
        this.clock = clock;
    }

    /** Adopts a request without violations for a caller; answers the number of its version. Repeated, the same number. */
    Uni<Integer> adopt(AdoptPolicyRequest request, Caller caller) {
        return pool.withTransaction(tx -> book.excludeFolds(tx)
                        .chain(() -> store.answered(tx, request.getIdempotencyKey()))
                        .chain(answered -> answered == null
                                ? add(tx, request, caller)
                                : Uni.createFrom().item(new Adopted(again(answered, request), null))))
                .invoke(Adoption::audit)
                .map(Adopted::number)
                .onFailure(Adoption::foldsDoNotEnd)
                .transform(busy -> new Rejection(
                        Status.Code.UNAVAILABLE,
                        ErrorReason.ERROR_REASON_OVERLOADED,
                        "A fold has been under way for 5 s (expected: 0.2 s at most); nothing was adopted, try again",
                        Map.of()));
    }

    /** What was answered, and the version if it was added now. */
    private record Adopted(int number, PolicyVersion added) {}

    private static void audit(Adopted adopted) {
        PolicyVersion version = adopted.added();
        if (version != null) {
            AUDIT.infof(
                    "Policy adopted version=%s effective_from=%s brand=%s subject=%s role=%s",
                    version.label(), version.effectiveFrom(), version.brand(), version.author(), version.authorRole());
        }
    }

    private Uni<Adopted> add(SqlConnection tx, AdoptPolicyRequest request, Caller caller) {
        return store.timeline(tx).chain(timeline -> {
            if (request.getExpectedVersion() != timeline.newest()) {
                throw superseded(request.getExpectedVersion(), timeline.version(timeline.newest()));
            }
            PolicyVersion version = version(request, caller, timeline);
            return store.add(tx, version, request.getIdempotencyKey(), request.toByteArray())
                    .replaceWith(new Adopted(version.number(), version));
        });
    }

    private PolicyVersion version(AdoptPolicyRequest request, Caller caller, Timeline timeline) {
        Instant from = ProtoTime.instant(request.getEffectiveFrom());
        Policy complete = PolicyMessages.completed(
                request.getPolicy(), timeline.at(from, request.getBrand()).content());
        return new PolicyVersion(
                timeline.newest() + 1,
                from,
                request.getBrand(),
                complete,
                caller.subject(),
                caller.role().word(),
                request.getReason(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private static int again(PolicyStore.Answered answered, AdoptPolicyRequest request) {
        if (!answered.by(request)) {
            throw new Rejection(
                    Status.Code.FAILED_PRECONDITION,
                    ErrorReason.ERROR_REASON_CONFLICTING_DUPLICATE,
                    "idempotency_key: used for version " + answered.number() + " (expected: the same request)",
                    Map.of("key", request.getIdempotencyKey()));
        }
        return answered.number();
    }

    private static Rejection superseded(int expected, PolicyVersion newest) {
        String known = newest.number() + ", adopted by " + newest.author() + " at " + newest.recordedAt() + ": "
                + newest.reason();
        return new Rejection(
                Status.Code.FAILED_PRECONDITION,
                ErrorReason.ERROR_REASON_VERSION_SUPERSEDED,
                "expected_version: " + expected + " (expected: " + known + ")",
                Map.of("got", String.valueOf(expected), "expected", String.valueOf(newest.number())));
    }

    private static boolean foldsDoNotEnd(Throwable failure) {
        return failure instanceof PgException pg && LOCK_NOT_AVAILABLE.equals(pg.getSqlState());
    }
}
