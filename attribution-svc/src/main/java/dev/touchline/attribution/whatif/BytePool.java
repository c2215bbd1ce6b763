package dev.touchline.attribution.whatif;

import java.util.Arrays;

/** Many short runs of bytes in a few large blocks, each found again by the place that it was given. */
final class BytePool {

    private static final int BLOCK_BITS = 22;
    private static final int BLOCK = 1 << BLOCK_BITS;

    /** Of a run, with the bytes that are skipped before it. */
    private static final int OVERHEAD = 3 + 3;

    private final Budget budget;
    private byte[][] blocks = new byte[16][];
    private long at;

    /** An empty pool whose runs are taken from a budget. */
    BytePool(Budget budget) {
        this.budget = budget;
    }

    /**
     * Keeps a run of at most 1 MiB; answers its place.
     *
     * @throws Budget.ExceededException if it is one too many
     */
    int add(byte[] bytes, int from, int to) {
        int length = to - from;
        budget.take(length + OVERHEAD);
        // Places are multiples of 4, so that an int names 8 GiB; a run does not cross a block.
        at = (at + 3) & ~3L;
        if ((at & (BLOCK - 1)) + length + 4 > BLOCK) {
            at = (at + BLOCK - 1) & -(long) BLOCK;
        }
        int block = (int) (at >>> BLOCK_BITS);
        if (block >= blocks.length) {
            blocks = Arrays.copyOf(blocks, blocks.length * 2);
        }
        if (blocks[block] == null) {
            blocks[block] = new byte[BLOCK];
        }
        int place = (int) (at >>> 2);
        int in = (int) (at & (BLOCK - 1));
        byte[] to0 = blocks[block];
        to0[in] = (byte) (length >>> 16);
        to0[in + 1] = (byte) (length >>> 8);
        to0[in + 2] = (byte) length;
        System.arraycopy(bytes, from, to0, in + 3, length);
        at += length + 3;
        return place;
    }

    /** A run, ready to be read. */
    Wire read(int place) {
        long where = Integer.toUnsignedLong(place) << 2;
        byte[] block = blocks[(int) (where >>> BLOCK_BITS)];
        int in = (int) (where & (BLOCK - 1));
        int length = (block[in] & 0xFF) << 16 | (block[in + 1] & 0xFF) << 8 | block[in + 2] & 0xFF;
        return new Wire(block, in + 3, in + 3 + length);
    }
}
