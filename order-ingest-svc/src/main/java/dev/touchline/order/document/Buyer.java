package dev.touchline.order.document;

import com.google.protobuf.ByteString;
import dev.touchline.kit.identity.IdentifierHasher;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.type.v1.IdentifierHash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Who bought: the member behind the first identifier that is known, strong ones first, then as the document lists them.
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
        for (ByteString hash : ranked(accepted)) {
            Long member = known.get(hash);
            if (member != null) {
                return new Buyer(member, rank, unknown);
            }
            unknown.add(new Unknown(hash, rank++));
        }
        return new Buyer(0, NOBODY, unknown);
    }

    private static List<ByteString> ranked(AcceptedDocument accepted) {
        return accepted.getIdentifiersList().stream()
                .sorted(Comparator.comparing(identifier -> !IdentifierHasher.strong(identifier.getType())))
                .map(IdentifierHash::getHash)
                .distinct()
                .toList();
    }
}
