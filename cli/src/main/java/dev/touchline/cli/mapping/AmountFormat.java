package dev.touchline.cli.mapping;

import java.util.regex.Pattern;

/** How a source writes amounts. */
enum AmountFormat {
    /** In major units: 12.50. */
    DECIMAL("-?\\d{1,16}(\\.\\d{1,12})?", "decimal number") {
        @Override
        String stripped(String text) {
            return text;
        }
    },
    /** In minor units: 1250. */
    MINOR("-?\\d{1,18}", "whole number of minor units") {
        @Override
        String stripped(String text) {
            return text;
        }
    },
    /** In major units as for people: ¥1,234.50, 1,234.5元, also full-width. */
    MONEY("-?(\\d{1,16}|\\d{1,3}(,\\d{3}){1,5})(\\.\\d{1,12})?", "amount such as 1234.5 or ¥1,234.50") {
        @Override
        String stripped(String text) {
            return SIGNS.matcher(Cells.key(text)).replaceAll("").replace('−', '-');
        }
    };

    private static final Pattern SIGNS = Pattern.compile("\\s*(?:¥|元|CNY|RMB)\\s*");

    private final Pattern form;
    private final String expected;

    AmountFormat(String form, String expected) {
        this.form = Pattern.compile(form);
        this.expected = expected;
    }

    abstract String stripped(String text);

    /** The number alone, as BigDecimal reads it. */
    String plain(String column, String text) throws BadCell {
        String number = stripped(text);
        if (!form.matcher(number).matches()) {
            throw new BadCell(column, text, expected);
        }
        return number.replace(",", "");
    }
}
