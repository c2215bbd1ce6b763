package dev.touchline.member.registry;

import dev.touchline.member.profile.Profile;

/** A member as it is stored: who it is, which version, what is known. */
record MemberState(long id, long person, long version, Profile profile) {

    MemberState next(long newPerson, Profile newProfile) {
        return new MemberState(id, newPerson, version + 1, newProfile);
    }
}
