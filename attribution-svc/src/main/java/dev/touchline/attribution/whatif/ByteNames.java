package dev.touchline.attribution.whatif;

import dev.touchline.attribution.fold.columns.Names;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Numbers of keys that are read as UTF-8 bytes, so that no text is made for a key that was met before. For one thread. */
final class ByteNames {

    private final Names names;
    private byte[][] keys = new byte[256][];
    private int[] ids = new int[256];
    private int size;

    ByteNames(Names names) {
        this.names = names;
    }

    int idOf(byte[] bytes, int from, int to) {
        int h = 1;
        for (int i = from; i < to; i++) {
            h = 31 * h + bytes[i];
        }
        h ^= h >>> 15;
        int slot = h & (keys.length - 1);
        while (keys[slot] != null) {
            if (Arrays.equals(keys[slot], 0, keys[slot].length, bytes, from, to)) {
                return ids[slot];
            }
            slot = (slot + 1) & (keys.length - 1);
        }
        keys[slot] = Arrays.copyOfRange(bytes, from, to);
        ids[slot] = names.idOf(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        int id = ids[slot];
        if (++size * 2 > keys.length) {
            grow();
        }
        return id;
    }

    private void grow() {
        byte[][] oldKeys = keys;
        int[] oldIds = ids;
        keys = new byte[oldKeys.length * 2][];
        ids = new int[oldIds.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != null) {
                int h = 1;
                for (byte b : oldKeys[i]) {
                    h = 31 * h + b;
                }
                h ^= h >>> 15;
                int slot = h & (keys.length - 1);
                while (keys[slot] != null) {
                    slot = (slot + 1) & (keys.length - 1);
                }
                keys[slot] = oldKeys[i];
                ids[slot] = oldIds[i];
            }
        }
    }
}
