package dev.touchline.member.registry;

import com.google.protobuf.ByteString;
import dev.touchline.kit.identity.IdentifierHasher;
import dev.touchline.member.link.Name;
import dev.touchline.type.v1.IdentifierType;

/**
 * An identifier behind the edge.
 *
 * @param type what kind
 * @param hash keyed hash: which identifier
 * @param sealed the encrypted value
 * @param code the value itself if it is a member code, which is no personal data; else empty
 */
record Alias(IdentifierType type, ByteString hash, ByteString sealed, String code) {

    Name<ByteString> name() {
        return new Name<>(hash, IdentifierHasher.strong(type));
    }
}
