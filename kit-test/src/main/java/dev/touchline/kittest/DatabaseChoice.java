package dev.touchline.kittest;

import java.util.Locale;
import java.util.function.BooleanSupplier;

/** Where the tests' PostgreSQL comes from. */
enum DatabaseChoice {
    /** The server that TOUCHLINE_DB_URL names. */
    URL,
    /** A container, by Testcontainers. */
    DOCKER,
    /** Programs from a jar. */
    EMBEDDED;

    /**
     * What TOUCHLINE_DB asks for. By itself ({@code auto}, or nothing): the server that is named, else Docker where an engine
     * answers, else the embedded one.
     *
     * @param asked value of TOUCHLINE_DB; null or empty: auto
     * @param url value of TOUCHLINE_DB_URL; null or empty: none
     * @param engine whether a Docker engine answers; asked only if it matters
     * @throws IllegalStateException if what is asked for cannot be had
     */
    static DatabaseChoice of(String asked, String url, BooleanSupplier engine) {
        boolean named = url != null && !url.isEmpty();
        return switch (asked(asked)) {
            case "auto" -> named ? URL : engine.getAsBoolean() ? DOCKER : EMBEDDED;
            case "url" ->
                sure(URL, named, "TOUCHLINE_DB_URL: missing (expected: postgresql://user:password@host:port)");
            case "docker" ->
                sure(
                        DOCKER,
                        engine.getAsBoolean(),
                        "no Docker engine answers (expected: one at DOCKER_HOST, or its socket)");
            case "embedded" -> EMBEDDED;
            default ->
                throw new IllegalStateException(
                        "TOUCHLINE_DB: " + asked + " (expected: auto, url, docker or embedded)");
        };
    }

    /** Whether nothing was insisted on, so that one that turns out not to start may be replaced by another. */
    static boolean isFree(String asked) {
        return asked(asked).equals("auto");
    }

    private static String asked(String asked) {
        return asked == null || asked.isEmpty() ? "auto" : asked.toLowerCase(Locale.ROOT);
    }

    private static DatabaseChoice sure(DatabaseChoice choice, boolean possible, String why) {
        if (!possible) {
            throw new IllegalStateException("TOUCHLINE_DB=" + choice.name().toLowerCase(Locale.ROOT) + ": " + why);
        }
        return choice;
    }
}
