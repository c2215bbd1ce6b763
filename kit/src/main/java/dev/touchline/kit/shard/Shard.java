package dev.touchline.kit.shard;

/** Where the rows of a fold unit live: first in every key of attribution's large tables, so that one machine can become many. */
public final class Shard {

    /** Number of shards; fixed for the life of an installation. */
    public static final int COUNT = 64;

    private Shard() {}

    /** The shard of a unit, 0 to 63: the finaliser of SplitMix64 spreads neighbouring ids. */
    public static short of(long unit) {
        long z = unit * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (short) Math.floorMod(z ^ (z >>> 31), COUNT);
    }
}
