package dev.touchline.attribution.whatif;

/**
 * Reads a protobuf message in place, field by field, without making objects: whoever reads three million small messages cannot
 * afford one for each. Knows the two wire types that our facts use, and skips all others.
 */
final class Wire {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    final byte[] bytes;
    int at;
    int end;
    private int type;

    Wire(byte[] bytes, int at, int end) {
        this.bytes = bytes;
        this.at = at;
        this.end = end;
    }

    /** The number of the next field; 0: the message ends. */
    int next() {
        if (at >= end) {
            return 0;
        }
        int tag = (int) varint();
        type = tag & 7;
        return tag >>> 3;
    }

    long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte b = bytes[at++];
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new IllegalStateException("A stored fact cannot be read: a number of more than 64 bits");
    }

    /** Enters a message within this one; answers where the outer one ends, for {@link #leave}. */
    int enter() {
        int length = (int) varint();
        int outer = end;
        end = at + length;
        return outer;
    }

    /** Leaves a message wherever it was read to. */
    void leave(int outer) {
        at = end;
        end = outer;
    }

    /** Passes over a field. */
    void skip() {
        switch (type) {
            case VARINT -> varint();
            case FIXED64 -> at += 8;
            case BYTES -> {
                int length = (int) varint();
                at += length;
            }
            case FIXED32 -> at += 4;
            default -> throw new IllegalStateException("A stored fact cannot be read: wire type " + type);
        }
    }
}
