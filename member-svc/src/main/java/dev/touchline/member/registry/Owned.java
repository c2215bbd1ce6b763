package dev.touchline.member.registry;

/** Something that is known of a member. */
record Owned<T>(long member, T value) {}
