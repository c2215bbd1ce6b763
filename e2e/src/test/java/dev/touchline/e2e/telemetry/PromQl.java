package dev.touchline.e2e.telemetry;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads queries in the canonical form that Prometheus gives them ({@link Prometheus#format}). */
public final class PromQl {

    private static final String STRING = "\"(?:\\\\.|[^\"\\\\])*\"";

    /** Where names stand that are labels: {@code by (…)}, {@code on (…)} and their like. */
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");

    private static final Pattern SELECTOR = Pattern.compile("(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)" + "(?<matchers>\\{(?:"
            + STRING + "|[^}\"])*\\})?(?<call>\\s*\\()?|" + STRING + "|\\[[^]]*\\]|[0-9][0-9a-z.]*");

    private static final Set<String> WORDS = Set.of(
            "and",
            "or",
            "unless",
            "atan2",
            "bool",
            "offset",
            "by",
            "without",
            "on",
            "ignoring",
            "group_left",
            "group_right",
            "sum",
            "min",
            "max",
            "avg",
            "group",
            "stddev",
            "stdvar",
            "count",
            "count_values",
            "bottomk",
            "topk",
            "quantile",
            "inf",
            "nan",
            "start",
            "end");

    private PromQl() {}

    /** The instant selectors of a query, e.g. {@code up{job="a"}}, without ranges and offsets. */
    public static Set<String> selectors(String canonical) {
        Set<String> selectors = new LinkedHashSet<>();
        Matcher matcher = SELECTOR.matcher(GROUPING.matcher(canonical).replaceAll(" "));
        while (matcher.find()) {
            String name = matcher.group("name");
            if (name != null && matcher.group("call") == null && !WORDS.contains(name.toLowerCase(Locale.ROOT))) {
                selectors.add(name + (matcher.group("matchers") == null ? "" : matcher.group("matchers")));
            }
        }
        return selectors;
    }

    /** The selector for any value of that label, which must be there. */
    public static String withoutValuesOf(String label, String selector) {
        return selector.replaceAll("\\b" + label + "\\s*(=~|!~|=|!=)\\s*" + STRING, label + "!=\"\"");
    }

    /** The name that a selector begins with. */
    public static String metric(String selector) {
        int brace = selector.indexOf('{');
        return brace < 0 ? selector : selector.substring(0, brace);
    }
}
