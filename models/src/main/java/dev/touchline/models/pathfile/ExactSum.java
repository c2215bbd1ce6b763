package dev.touchline.models.pathfile;

import java.math.BigDecimal;

/** The sum of a column without any rounding. */
final class ExactSum {
    private static final long NEARLY_FULL = Long.MAX_VALUE / 2;

    private long micros;
    private BigDecimal rest = BigDecimal.ZERO;

    void add(Decimal number) {
        micros += number.micros();
        if (micros > NEARLY_FULL) {
            rest = total();
            micros = 0;
        }
        if (number.other() != null) {
            rest = rest.add(number.other());
        }
    }

    BigDecimal total() {
        return rest.add(BigDecimal.valueOf(micros, Decimal.MICRO_DECIMALS));
    }
}
