package dev.touchline.member.registry;

/** The answer to one report: the member, the person, whether the member is new and whether anything changed. */
record Registered(long member, long person, boolean created, boolean changed) {

    /** The report would have changed what is stored for others: nothing of it is kept. */
    static final Registered OUT_OF_SCOPE = new Registered(0, 0, false, false);
}
