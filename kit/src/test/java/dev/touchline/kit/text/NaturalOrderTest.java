package dev.touchline.kit.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Keys in the order that people expect, and the laws of a total order. */
class NaturalOrderTest {
    private static final NaturalOrder ORDER = NaturalOrder.INSTANCE;

    @Test
    void keys_areSortedByNumberThenCodePoint() {
        // "0" and "00", "01" and "1" are equal as numbers and told apart by code point.
        List<String> sorted = List.of(
                "",
                "0",
                "00",
                "01",
                "1",
                "9",
                "10",
                "99999999999999999999",
                "100000000000000000000",
                "A2",
                "A2b",
                "A10",
                "a1",
                "活动2",
                "活动10",
                "\uFFFD",
                "\uD83D\uDE00");
        List<String> reversed = new ArrayList<>(sorted);
        Collections.reverse(reversed);

        reversed.sort(ORDER);

        assertThat(reversed).containsExactlyElementsOf(sorted);
    }

    @Property
    void order_isTotal(@ForAll("keys") String a, @ForAll("keys") String b, @ForAll("keys") String c) {
        assertThat(Integer.signum(ORDER.compare(a, b))).isEqualTo(-Integer.signum(ORDER.compare(b, a)));
        assertThat(ORDER.compare(a, b) == 0).isEqualTo(a.equals(b));
        if (ORDER.compare(a, b) <= 0 && ORDER.compare(b, c) <= 0) {
            assertThat(ORDER.compare(a, c)).isLessThanOrEqualTo(0);
        }
    }

    @Provide
    Arbitrary<String> keys() {
        return Arbitraries.strings().withChars("019a-Z动").ofMaxLength(6);
    }
}
