package dev.touchline.cli.mapping;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** Text of cells as people meant it, without what spreadsheets and marketplaces put around it. */
final class Cells {
    private static final Pattern FORMULA = Pattern.compile("=\"([^\"]*)\"");
    private static final Pattern OUTSIDE = Pattern.compile("^[\\s\\u00a0\\u3000\\ufeff]+|[\\s\\u00a0\\u3000\\ufeff]+$");
    private static final Pattern ROUNDED = Pattern.compile("\\d(\\.\\d+)?[eE]\\+\\d{1,3}");

    private Cells() {}

    /**
     * A cell without blanks and tabs around it, and without what keeps a spreadsheet from taking a long number for a number:
     * {@code ="123"}, {@code '123}.
     */
    static String clean(String cell) {
        String text = outside(cell);
        if (text.length() > 2 && text.charAt(0) == '=') {
            var formula = FORMULA.matcher(text);
            text = formula.matches() ? outside(formula.group(1)) : text;
        }
        return text.length() > 1 && text.charAt(0) == '\'' && Character.isDigit(text.charAt(1))
                ? text.substring(1)
                : text;
    }

    /** What a word or the name of a column is compared by: full-width letters, digits and signs are the same as others. */
    static String key(String text) {
        return outside(Normalizer.normalize(text, Normalizer.Form.NFKC));
    }

    /** Whether a spreadsheet has rounded a long number: 2.50123E+17. Its last digits are lost. */
    static boolean rounded(String text) {
        return ROUNDED.matcher(text).matches();
    }

    /** Whether the platform has hidden a part: t**1, 138****8000. Many people share what is left. */
    static boolean masked(String text) {
        return text.indexOf('*') >= 0;
    }

    private static String outside(String text) {
        if (text.isEmpty()
                || text.charAt(0) > ' '
                        && text.charAt(0) < 127
                        && text.charAt(text.length() - 1) > ' '
                        && text.charAt(text.length() - 1) < 127) {
            return text;
        }
        return OUTSIDE.matcher(text).replaceAll("");
    }
}
