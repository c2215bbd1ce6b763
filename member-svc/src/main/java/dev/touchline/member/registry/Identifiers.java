package dev.touchline.member.registry;

import com.google.protobuf.ByteString;
import dev.touchline.kit.identity.Identities;
import dev.touchline.kit.sql.Columns;
import dev.touchline.type.v1.Identifier;
import dev.touchline.type.v1.IdentifierHash;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Identifiers and the members they belong to. */
@ApplicationScoped
class Identifiers {

    private final IdentifierCipher cipher;

    Identifiers(IdentifierCipher cipher) {
        this.cipher = cipher;
    }

    // Who meets a new identifier second waits here for the first, and finds its owner in the next statement. One order
    // everywhere, or two batches wait for each other. Known identifiers need no lock: they never change their owner.
    private static final String MEET =
            """
            INSERT INTO identifier (hash, type, value)
            SELECT hash, type, value FROM unnest($1::bytea[], $2::smallint[], $3::bytea[]) AS named (hash, type, value)
            ORDER BY hash
            ON CONFLICT (hash) DO NOTHING
            """;

    private static final String OWNERS =
            """
            SELECT hash, member, canonical_id FROM identifier JOIN member ON member.id = identifier.member
            WHERE hash = ANY($1)
            """;

    private static final String CLAIM =
            """
            UPDATE identifier SET member = claimed.member
            FROM unnest($1::bytea[], $2::bigint[]) AS claimed (hash, member)
            WHERE identifier.hash = claimed.hash AND identifier.member IS NULL
            """;

    private static final String FORGET = "DELETE FROM identifier WHERE hash = ANY($1) AND member IS NULL";

    private static final String OF_MEMBERS =
            "SELECT member, type, hash FROM identifier WHERE member = ANY($1) ORDER BY member, type, hash";

    private static final String CONTACTS = "SELECT hash, value FROM identifier WHERE member = $1 ORDER BY type, hash";

    /** An owner of an identifier: the member, and the person it was when asked. */
    record Owner(long member, long person) {}

    /** Stores identifiers that are new; they are nobody's and must be claimed before the transaction ends. */
    Uni<Void> meet(SqlConnection tx, Collection<Alias> aliases) {
        Map<ByteString, Alias> distinct = new LinkedHashMap<>();
        aliases.forEach(alias -> distinct.putIfAbsent(alias.hash(), alias));
        Tuple arguments = new Columns<>(distinct.values())
                .bytea(Alias::hash)
                .smallint(alias -> alias.type().getNumber())
                .bytea(Alias::sealed)
                .parameters();
        return tx.preparedQuery(MEET).execute(arguments).replaceWithVoid();
    }

    /** Who the identifiers belong to; nobody's are missing. */
    Uni<Map<ByteString, Owner>> owners(SqlClient client, Collection<ByteString> hashes) {
        return client.preparedQuery(OWNERS)
                .execute(Tuple.tuple().addValue(Identities.buffers(hashes)))
                .map(rows -> {
                    Map<ByteString, Owner> owners = new HashMap<>();
                    for (Row row : rows) {
                        owners.put(bytes(row, 0), new Owner(row.getLong(1), row.getLong(2)));
                    }
                    return owners;
                });
    }

    /** Gives new identifiers to members, for ever. */
    Uni<Void> claim(SqlConnection tx, Map<ByteString, Long> claims) {
        if (claims.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple arguments = new Columns<>(claims.entrySet())
                .bytea(Map.Entry::getKey)
                .bigint(Map.Entry::getValue)
                .parameters();
        return tx.preparedQuery(CLAIM).execute(arguments).replaceWithVoid();
    }

    /** Forgets identifiers that were met and are not to be claimed; who waits for one of them is the first to meet it. */
    Uni<Void> forget(SqlConnection tx, Collection<ByteString> hashes) {
        return hashes.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(FORGET)
                        .execute(Tuple.tuple().addValue(Identities.buffers(hashes)))
                        .replaceWithVoid();
    }

    /** The identifiers of members, by member. */
    Uni<Map<Long, List<IdentifierHash>>> ofMembers(SqlClient client, Collection<Long> members) {
        return client.preparedQuery(OF_MEMBERS)
                .execute(Tuple.tuple().addArrayOfLong(members.toArray(Long[]::new)))
                .map(rows -> {
                    Map<Long, List<IdentifierHash>> identifiers = new HashMap<>();
                    for (Row row : rows) {
                        identifiers
                                .computeIfAbsent(row.getLong(0), member -> new ArrayList<>())
                                .add(IdentifierHash.newBuilder()
                                        .setTypeValue(row.getShort(1))
                                        .setHash(bytes(row, 2))
                                        .build());
                    }
                    return identifiers;
                });
    }

    /** The identifiers of a member in clear; the caller masks what others must not read. */
    Uni<List<Identifier>> contacts(SqlClient client, long member) {
        return client.preparedQuery(CONTACTS).execute(Tuple.of(member)).map(rows -> {
            List<Identifier> contacts = new ArrayList<>();
            for (Row row : rows) {
                contacts.add(cipher.open(bytes(row, 1), bytes(row, 0)));
            }
            return contacts;
        });
    }

    private static ByteString bytes(Row row, int column) {
        return ByteString.copyFrom(row.getBuffer(column).getBytes());
    }
}
