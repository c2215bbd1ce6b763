package dev.touchline.attribution.whatif;

import dev.touchline.attribution.fold.columns.Columns;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Columns as bytes: a piece holds the persons from one to before another, with their entries and touches, and can be put into its
 * place without the others. Numbers are little-endian, one array after the other, after a head of eight places.
 */
final class ColumnBytes {

    private static final int HEAD = 8 * Integer.BYTES;
    private static final int PERSON = 8 + 3 * 4;
    private static final int ENTRY = 8 + 4 + 4 + 2 + 4 + 1 + 8 + 8;
    private static final int TOUCH = 4 + 1 + 1 + 4 + 1 + 4;

    private ColumnBytes() {}

    /** How many bytes all columns of so many persons take, about. */
    static long size(long persons, long entries, long touches, long stages) {
        return persons * PERSON + entries * ENTRY + touches * TOUCH + stages * Long.BYTES;
    }

    /** The piece from one person to before another. */
    static byte[] write(Columns columns, int from, int to) {
        Places places = Places.of(columns, from, to);
        ByteBuffer bytes = ByteBuffer.allocate(places.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        places.write(bytes);
        each(columns, places, new Writer(bytes));
        return bytes.array();
    }

    /**
     * Puts a piece into its place; answers how many persons it holds.
     *
     * @throws IndexOutOfBoundsException or {@link java.nio.BufferUnderflowException} if it is none of these columns
     */
    static int read(byte[] piece, int from, int to, Columns into) {
        ByteBuffer bytes = ByteBuffer.wrap(piece, from, to - from).order(ByteOrder.LITTLE_ENDIAN);
        Places places = Places.read(bytes);
        each(into, places, new Reader(bytes));
        return places.personEnd - places.person;
    }

    /** All arrays in the one order in which they are written and read. Places have one more than there are persons or touches. */
    private static void each(Columns all, Places at, Arrays arrays) {
        arrays.longs(all.persons(), at.person, at.personEnd);
        arrays.ints(all.entryStart(), at.person, at.personEnd + 1);
        arrays.ints(all.touchStart(), at.person, at.personEnd + 1);
        arrays.longs(all.paidAt(), at.entry, at.entryEnd);
        arrays.ints(all.sale(), at.entry, at.entryEnd);
        arrays.ints(all.brand(), at.entry, at.entryEnd);
        arrays.shorts(all.currency(), at.entry, at.entryEnd);
        arrays.ints(all.day(), at.entry, at.entryEnd);
        arrays.booleans(all.ordered(), at.entry, at.entryEnd);
        arrays.longs(all.net(), at.entry, at.entryEnd);
        arrays.longs(all.unmatched(), at.entry, at.entryEnd);
        arrays.ints(all.campaign(), at.touch, at.touchEnd);
        arrays.bytes(all.channel(), at.touch, at.touchEnd);
        arrays.booleans(all.heldOut(), at.touch, at.touchEnd);
        arrays.ints(all.redeemedOn(), at.touch, at.touchEnd);
        arrays.bytes(all.stages(), at.touch, at.touchEnd);
        arrays.ints(all.stageStart(), at.touch, at.touchEnd + 1);
        arrays.longs(all.stageAt(), at.stage, at.stageEnd);
    }

    /** Where a piece begins and ends in each kind of array. */
    private record Places(
            int person, int personEnd, int entry, int entryEnd, int touch, int touchEnd, int stage, int stageEnd) {

        static Places of(Columns all, int from, int to) {
            int touch = all.touchStart()[from];
            int touchEnd = all.touchStart()[to];
            return new Places(
                    from,
                    to,
                    all.entryStart()[from],
                    all.entryStart()[to],
                    touch,
                    touchEnd,
                    all.stageStart()[touch],
                    all.stageStart()[touchEnd]);
        }

        static Places read(ByteBuffer bytes) {
            return new Places(
                    bytes.getInt(),
                    bytes.getInt(),
                    bytes.getInt(),
                    bytes.getInt(),
                    bytes.getInt(),
                    bytes.getInt(),
                    bytes.getInt(),
                    bytes.getInt());
        }

        void write(ByteBuffer bytes) {
            bytes.putInt(person).putInt(personEnd).putInt(entry).putInt(entryEnd);
            bytes.putInt(touch).putInt(touchEnd).putInt(stage).putInt(stageEnd);
        }

        /** With the one more of each array of places. */
        int bytes() {
            return Math.toIntExact(HEAD
                    + size(personEnd - person, entryEnd - entry, touchEnd - touch, stageEnd - stage)
                    + 3 * Integer.BYTES);
        }
    }

    private interface Arrays {
        void longs(long[] values, int from, int to);

        void ints(int[] values, int from, int to);

        void shorts(short[] values, int from, int to);

        void bytes(byte[] values, int from, int to);

        void booleans(boolean[] values, int from, int to);
    }

    private record Writer(ByteBuffer out) implements Arrays {
        @Override
        public void longs(long[] values, int from, int to) {
            out.asLongBuffer().put(values, from, to - from);
            skip(out, (to - from) * Long.BYTES);
        }

        @Override
        public void ints(int[] values, int from, int to) {
            out.asIntBuffer().put(values, from, to - from);
            skip(out, (to - from) * Integer.BYTES);
        }

        @Override
        public void shorts(short[] values, int from, int to) {
            out.asShortBuffer().put(values, from, to - from);
            skip(out, (to - from) * Short.BYTES);
        }

        @Override
        public void bytes(byte[] values, int from, int to) {
            out.put(values, from, to - from);
        }

        @Override
        public void booleans(boolean[] values, int from, int to) {
            for (int i = from; i < to; i++) {
                out.put((byte) (values[i] ? 1 : 0));
            }
        }
    }

    private record Reader(ByteBuffer in) implements Arrays {
        @Override
        public void longs(long[] values, int from, int to) {
            in.asLongBuffer().get(values, from, to - from);
            skip(in, (to - from) * Long.BYTES);
        }

        @Override
        public void ints(int[] values, int from, int to) {
            in.asIntBuffer().get(values, from, to - from);
            skip(in, (to - from) * Integer.BYTES);
        }

        @Override
        public void shorts(short[] values, int from, int to) {
            in.asShortBuffer().get(values, from, to - from);
            skip(in, (to - from) * Short.BYTES);
        }

        @Override
        public void bytes(byte[] values, int from, int to) {
            in.get(values, from, to - from);
        }

        @Override
        public void booleans(boolean[] values, int from, int to) {
            for (int i = from; i < to; i++) {
                values[i] = in.get() != 0;
            }
        }
    }

    private static void skip(ByteBuffer buffer, int bytes) {
        buffer.position(buffer.position() + bytes);
    }
}
