package dev.touchline.member.registry;

import com.google.protobuf.ByteString;
import dev.touchline.member.link.Name;
import dev.touchline.member.profile.Profile;
import java.util.List;

/** What one item of a batch says of one member. */
record MemberReport(int index, List<Alias> aliases, Profile news) {

    List<Name<ByteString>> names() {
        return aliases.stream().map(Alias::name).toList();
    }
}
