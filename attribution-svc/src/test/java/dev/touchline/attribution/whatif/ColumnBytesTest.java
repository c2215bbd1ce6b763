package dev.touchline.attribution.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.attribution.fold.columns.Columns;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Columns come back from bytes as they were, whatever the pieces and in whatever order they come. */
class ColumnBytesTest {

    // Seen to fail with an array left out of ColumnBytes.each.
    @Property(tries = 200)
    void pieces_putTogether_areTheColumns(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int persons,
            @ForAll @IntRange(min = 1, max = 50) int piece) {
        Random random = new Random(seed);
        Columns columns = columns(random, persons);

        Columns again =
                Columns.ofSize(persons, columns.paidAt().length, columns.campaign().length, columns.stageAt().length);
        for (int from = (persons - 1) / piece * piece; from >= 0; from -= piece) {
            byte[] bytes = ColumnBytes.write(columns, from, Math.min(persons, from + piece));
            byte[] message = new byte[bytes.length + 7];
            System.arraycopy(bytes, 0, message, 3, bytes.length);
            ColumnBytes.read(message, 3, 3 + bytes.length, again);
        }

        assertThat(again).usingRecursiveComparison().isEqualTo(columns);
    }

    /** Columns whose places hang together, and whose other numbers are any. */
    private static Columns columns(Random random, int persons) {
        int[] entries = places(random, persons, 4);
        int[] touches = places(random, persons, 5);
        int[] stages = places(random, touches[persons], 4);
        Columns columns = Columns.ofSize(persons, entries[persons], touches[persons], stages[stages.length - 1]);
        System.arraycopy(entries, 0, columns.entryStart(), 0, entries.length);
        System.arraycopy(touches, 0, columns.touchStart(), 0, touches.length);
        System.arraycopy(stages, 0, columns.stageStart(), 0, stages.length);
        fill(random, columns.persons(), columns.paidAt(), columns.net(), columns.unmatched(), columns.stageAt());
        fill(random, columns.sale(), columns.brand(), columns.day(), columns.campaign(), columns.redeemedOn());
        for (int i = 0; i < columns.currency().length; i++) {
            columns.currency()[i] = (short) random.nextInt();
            columns.ordered()[i] = random.nextBoolean();
        }
        random.nextBytes(columns.channel());
        random.nextBytes(columns.stages());
        for (int i = 0; i < columns.heldOut().length; i++) {
            columns.heldOut()[i] = random.nextBoolean();
        }
        return columns;
    }

    private static int[] places(Random random, int owners, int most) {
        int[] places = new int[owners + 1];
        for (int i = 0; i < owners; i++) {
            places[i + 1] = places[i] + random.nextInt(most);
        }
        return places;
    }

    private static void fill(Random random, long[]... arrays) {
        for (long[] array : arrays) {
            for (int i = 0; i < array.length; i++) {
                array[i] = random.nextLong();
            }
        }
    }

    private static void fill(Random random, int[]... arrays) {
        for (int[] array : arrays) {
            for (int i = 0; i < array.length; i++) {
                array[i] = random.nextInt();
            }
        }
    }
}
