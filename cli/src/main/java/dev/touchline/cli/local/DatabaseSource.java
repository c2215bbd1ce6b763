package dev.touchline.cli.local;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Where the PostgreSQL of a run comes from. */
enum DatabaseSource {
    /** The server that TOUCHLINE_DB_URL names. */
    URL,
    /** A container of this run's own. */
    DOCKER,
    /** Programs from a jar, started here. */
    EMBEDDED;

    /**
     * What TOUCHLINE_DB asks for. By itself ({@code auto}, or nothing): the server that is named, else the one that the data of
     * the run is in already, else Docker where it can, else the embedded one.
     *
     * @param asked value of TOUCHLINE_DB; null or empty: auto
     * @param url value of TOUCHLINE_DB_URL; null or empty: none
     * @param kept whose data an earlier run has left; never URL
     * @param docker whether an engine answers and can run PostgreSQL; asked only if it matters
     */
    static DatabaseSource choose(String asked, String url, Optional<DatabaseSource> kept, BooleanSupplier docker) {
        boolean named = url != null && !url.isEmpty();
        switch (asked == null ? "" : asked.toLowerCase(Locale.ROOT)) {
            case "", "auto" -> {
                return named ? URL : kept.orElse(null) == DOCKER ? inDocker(docker) : kept.orElseGet(() -> any(docker));
            }
            case "url" -> {
                if (!named) {
                    throw new Failure(
                            ExitCode.USAGE,
                            "TOUCHLINE_DB_URL: missing (expected with TOUCHLINE_DB=url: postgresql://user:password@host:port)");
                }
                return URL;
            }
            case "docker" -> {
                return inDocker(docker);
            }
            case "embedded" -> {
                return EMBEDDED;
            }
            default ->
                throw new Failure(
                        ExitCode.USAGE, "TOUCHLINE_DB: " + asked + " (expected: auto, url, docker or embedded)");
        }
    }

    private static DatabaseSource any(BooleanSupplier docker) {
        return docker.getAsBoolean() ? DOCKER : EMBEDDED;
    }

    private static DatabaseSource inDocker(BooleanSupplier docker) {
        if (!docker.getAsBoolean()) {
            throw new Failure(
                    ExitCode.NOT_STARTED,
                    "PostgreSQL in Docker is asked for, or holds the data of this run, but no engine answers or it has no image "
                            + DockerPostgres.IMAGE
                            + " (expected: `docker version` shows a server; or TOUCHLINE_DB=embedded)");
        }
        return DOCKER;
    }
}
