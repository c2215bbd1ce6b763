package dev.touchline.cli.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Names of the contracts' enum constants as people write them: without prefix, in any case, with dashes or blanks. */
public final class Choices {
    private static final String UNSET = "UNSPECIFIED";
    private static final String UNKNOWN = "UNRECOGNIZED";

    private Choices() {}

    /** The constant named {@code text}; its prefix, e.g. {@code TOUCH_CHANNEL_}, may be left out. */
    public static <E extends Enum<E>> E parse(String column, String text, Class<E> type, String prefix) throws BadCell {
        String wanted = text.strip().toUpperCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
        for (E constant : type.getEnumConstants()) {
            String name = constant.name();
            if (name.endsWith(UNSET) || name.equals(UNKNOWN)) {
                continue;
            }
            if (name.equals(wanted) || name.equals(prefix + wanted)) {
                return constant;
            }
        }
        throw new BadCell(column, text, "one of " + names(type, prefix));
    }

    /** Short name of a constant for people, e.g. "guide task". */
    public static String label(Enum<?> constant, String prefix) {
        String name = constant.name();
        return words(name.startsWith(prefix) ? name.substring(prefix.length()) : name);
    }

    /** A constant's name without prefix as words, e.g. "guide task" for GUIDE_TASK. */
    public static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Names that {@link #parse} takes. */
    public static <E extends Enum<E>> List<String> names(Class<E> type, String prefix) {
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            if (!constant.name().endsWith(UNSET) && !constant.name().equals(UNKNOWN)) {
                names.add(constant.name()
                        .substring(prefix.length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-'));
            }
        }
        return names;
    }
}
