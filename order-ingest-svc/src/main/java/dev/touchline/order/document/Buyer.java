package dev.touchline.order.document;

import com.google.protobuf.ByteString;
import dev.touchline.kit.identity.IdentifierHasher;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.type.v1.IdentifierHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Who bought: the member behind the first identifier that is known, as the document lists them. Weak ones are asked only
 * where no strong one is named: a shared device must not hand one person's purchase to another.
 *
 * @param member the member; 0: nobody known
 * @param rank which identifier told it, from 0; {@link #NOBODY} if none did
 * @param unknown identifiers that would tell it better, once somebody knows them
 */
public record Buyer(long member, int rank, List<Unknown> unknown) {
    /** The rank of a document whose member nobody told. */
    public static final int NOBODY = 99;

    /** An identifier that nobody knows, with its rank. */
    public record Unknown(ByteString hash, int rank) {}

    /** The buyer of a document, given the members behind hashes that are known. */
    public static Buyer of(AcceptedDocument accepted, Map<ByteString, Long> known) {
        if (accepted.getDocument().getMemberId() > 0) {
            return new Buyer(accepted.getDocument().getMemberId(), 0, List.of());
        }
        List<Unknown> unknown = new ArrayList<>();
        int rank = 0;
        for (ByteString hash : telling(accepted)) {
            Long member = known.get(hash);
            if (member != null) {
                return new Buyer(member, rank, unknown);
            }
            unknown.add(new Unknown(hash, rank++));
        }
        return new Buyer(0, NOBODY, unknown);
    }

    private static List<ByteString> telling(AcceptedDocument accepted) {
        boolean byStrong = accepted.getIdentifiersList().stream().anyMatch(Buyer::strong);
        return accepted.getIdentifiersList().stream()
                .filter(identifier -> strong(identifier) == byStrong)
                .map(IdentifierHash::getHash)
                .distinct()
                .toList();
    }

    private static boolean strong(IdentifierHash identifier) {
        return IdentifierHasher.strong(identifier.getType());
    }
}
