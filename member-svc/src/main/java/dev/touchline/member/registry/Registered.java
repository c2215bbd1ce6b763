package dev.touchline.member.registry;

/** The answer to one report: the member, the person, whether the member is new and whether anything changed. */
record Registered(long member, long person, boolean created, boolean changed) {}
