package dev.touchline.kit.identity;

import com.google.protobuf.ByteString;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which member an identifier points at, as far as this service has heard. A local copy of what member-svc's feed tells, so
 * that facts are accepted and resolved while member-svc is down.
 */
@ApplicationScoped
public class Identities {

    private static final String FIND = "SELECT hash, member FROM identity WHERE hash = ANY($1) AND member IS NOT NULL";

    // DO UPDATE … WHERE false locks the row that is already there; DO NOTHING would not, and a fact that begins to wait
    // while its identifier is being learned would wait for ever.
    private static final String LOCK =
            """
            INSERT INTO identity (hash, member)
            SELECT hash, NULL FROM unnest($1::bytea[]) AS asked (hash) ORDER BY hash
            ON CONFLICT (hash) DO UPDATE SET member = identity.member WHERE false
            """;

    private static final String LEARN =
            """
            INSERT INTO identity (hash, member)
            SELECT hash, member FROM unnest($1::bytea[], $2::bigint[]) AS learned (hash, member) ORDER BY hash
            ON CONFLICT (hash) DO UPDATE SET member = excluded.member
            WHERE identity.member IS DISTINCT FROM excluded.member
            RETURNING hash, member
            """;

    private static final String FORGET = "UPDATE identity SET member = NULL";

    /**
     * The members behind hashes, by hash; unknown ones are missing. Unknown hashes stay locked until the transaction ends:
     * whoever learns them afterwards sees the facts that wait for them.
     */
    public Uni<Map<ByteString, Long>> find(SqlConnection tx, Collection<ByteString> hashes) {
        if (hashes.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return select(tx, hashes).chain(known -> {
            TreeSet<ByteString> unknown = sorted(hashes);
            unknown.removeAll(known.keySet());
            return unknown.isEmpty() ? Uni.createFrom().item(known) : findLocked(tx, unknown, known);
        });
    }

    private Uni<Map<ByteString, Long>> findLocked(
            SqlConnection tx, TreeSet<ByteString> unknown, Map<ByteString, Long> known) {
        return tx.preparedQuery(LOCK)
                .execute(Tuple.tuple().addValue(buffers(unknown)))
                .chain(locked -> select(tx, unknown)) // a later statement: it sees what was learned before the lock
                .map(found -> {
                    known.putAll(found);
                    return known;
                });
    }

    /** Learns who is behind hashes; answers those that are news. */
    Uni<Map<ByteString, Long>> learn(SqlConnection tx, Map<ByteString, Long> members) {
        if (members.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        TreeSet<ByteString> hashes = sorted(members.keySet());
        Long[] ids = hashes.stream().map(members::get).toArray(Long[]::new);
        return tx.preparedQuery(LEARN)
                .execute(Tuple.tuple().addValue(buffers(hashes)).addArrayOfLong(ids))
                .map(Identities::byHash);
    }

    /** Forgets every member; who waits goes on waiting. */
    Uni<Void> forget(SqlConnection tx) {
        return tx.query(FORGET).execute().replaceWithVoid();
    }

    private static Uni<Map<ByteString, Long>> select(SqlConnection tx, Collection<ByteString> hashes) {
        return tx.preparedQuery(FIND)
                .execute(Tuple.tuple().addValue(buffers(hashes)))
                .map(Identities::byHash);
    }

    private static Map<ByteString, Long> byHash(RowSet<Row> rows) {
        Map<ByteString, Long> members = new HashMap<>();
        for (Row row : rows) {
            members.put(ByteString.copyFrom(row.getBuffer(0).getBytes()), row.getLong(1));
        }
        return members;
    }

    /** In the order of PostgreSQL's bytea, so that locks are taken in one order everywhere. */
    private static TreeSet<ByteString> sorted(Collection<ByteString> hashes) {
        TreeSet<ByteString> sorted = new TreeSet<>((a, b) -> Arrays.compareUnsigned(a.toByteArray(), b.toByteArray()));
        sorted.addAll(hashes);
        return sorted;
    }

    /** Hashes as a bytea[] parameter. */
    public static Buffer[] buffers(Collection<ByteString> hashes) {
        return hashes.stream().map(hash -> Buffer.buffer(hash.toByteArray())).toArray(Buffer[]::new);
    }
}
