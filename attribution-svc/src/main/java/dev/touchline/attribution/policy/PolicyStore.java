package dev.touchline.attribution.policy;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.touchline.attribution.v1.AdoptPolicyRequest;
import dev.touchline.attribution.v1.Policy;
import dev.touchline.kit.shard.Shard;
import dev.touchline.kit.time.ProtoTime;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** The stored versions. They are only ever added. */
@ApplicationScoped
class PolicyStore {

    /**
     * A request that was answered before.
     *
     * @param number the version that it became
     * @param request the request
     */
    record Answered(int number, AdoptPolicyRequest request) {

        /** Whether another request asks for the same. Which version it expects is a condition, and no part of what it asks. */
        boolean by(AdoptPolicyRequest other) {
            return asked(request).equals(asked(other));
        }

        private static AdoptPolicyRequest asked(AdoptPolicyRequest request) {
            return request.toBuilder().clearExpectedVersion().build();
        }
    }

    private static final String ALL =
            """
            SELECT number, effective_from, brand, content, author, author_role, reason, recorded_at FROM policy
            ORDER BY number
            """;

    private static final String ANSWERED = "SELECT number, request FROM policy WHERE idempotency_key = $1";

    private static final String ADD =
            """
            INSERT INTO policy (number, effective_from, brand, content, author, author_role, reason, recorded_at,
                                idempotency_key, request)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """;

    // One row for each part of the ledger, so that replicas share the work.
    private static final String ADD_REFOLD =
            "INSERT INTO policy_refold (number, part) SELECT $1, part FROM generate_series(0, $2 - 1) AS part";

    Uni<Timeline> timeline(SqlClient client) {
        return client.query(ALL).execute().map(rows -> {
            List<PolicyVersion> versions = new ArrayList<>(rows.size());
            rows.forEach(row -> versions.add(version(row)));
            return new Timeline(versions);
        });
    }

    /** What a request of that key became; null: there was none. */
    Uni<Answered> answered(SqlClient client, String idempotencyKey) {
        return client.preparedQuery(ANSWERED)
                .execute(Tuple.of(idempotencyKey))
                .map(rows -> rows.size() == 0 ? null : answered(rows.iterator().next()));
    }

    private static Answered answered(Row row) {
        try {
            return new Answered(
                    row.getInteger(0),
                    AdoptPolicyRequest.parseFrom(row.getBuffer(1).getBytes()));
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("A stored request cannot be read", broken);
        }
    }

    /** Adds a version, and the work of marking whom it concerns. */
    Uni<Void> add(SqlConnection tx, PolicyVersion version, String idempotencyKey, byte[] request) {
        return tx.preparedQuery(ADD)
                .execute(Tuple.tuple()
                        .addInteger(version.number())
                        .addOffsetDateTime(ProtoTime.stored(version.effectiveFrom()))
                        .addString(version.brand())
                        .addValue(Buffer.buffer(version.content().toByteArray()))
                        .addString(version.author())
                        .addString(version.authorRole())
                        .addString(version.reason())
                        .addOffsetDateTime(ProtoTime.stored(version.recordedAt()))
                        .addString(idempotencyKey)
                        .addValue(Buffer.buffer(request)))
                .chain(() -> tx.preparedQuery(ADD_REFOLD).execute(Tuple.of(version.number(), Shard.COUNT)))
                .replaceWithVoid();
    }

    private static PolicyVersion version(Row row) {
        try {
            return new PolicyVersion(
                    row.getInteger(0),
                    ProtoTime.instant(row.getOffsetDateTime(1)),
                    row.getString(2),
                    Policy.parseFrom(row.getBuffer(3).getBytes()),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    ProtoTime.instant(row.getOffsetDateTime(7)));
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("A stored policy cannot be read", broken);
        }
    }
}
