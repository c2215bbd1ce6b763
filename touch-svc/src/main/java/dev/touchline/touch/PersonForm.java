package dev.touchline.touch;

import com.google.protobuf.ByteString;
import dev.touchline.kit.identity.IdentifierHasher;
import dev.touchline.type.v1.Identifier;
import dev.touchline.type.v1.IdentifierHash;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Turns the identifiers of a person into hashes at the edge; nothing behind it sees a value. */
@ApplicationScoped
public class PersonForm {

    private static final int MAX_IDENTIFIERS = 10;

    private final IdentifierHasher hasher;

    public PersonForm(IdentifierHasher hasher) {
        this.hasher = hasher;
    }

    /** Hashes of up to 10 identifiers, strong ones first: of several that are known the first decides. */
    public List<ByteString> hashes(List<Identifier> identifiers) {
        return hashed(identifiers).stream()
                .sorted(Comparator.comparing(identifier -> !IdentifierHasher.strong(identifier.getType())))
                .map(IdentifierHash::getHash)
                .distinct()
                .toList();
    }

    /** Up to 10 identifiers as hashes. */
    public List<IdentifierHash> hashed(List<Identifier> identifiers) {
        Forms.atMost("identifiers", identifiers, MAX_IDENTIFIERS);
        return identifiers.stream().map(hasher::hash).toList();
    }

    /** The members that hashes belong to, in the order of the hashes. */
    public static List<Long> members(List<ByteString> hashes, Map<ByteString, Long> known) {
        return hashes.stream()
                .map(known::get)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }
}
