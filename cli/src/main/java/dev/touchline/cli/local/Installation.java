package dev.touchline.cli.local;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.peer.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where Touchline is installed: the folder that holds the packaged services.
 *
 * @param root named by the system property {@code touchline.root}, which bin/touchline sets; else the current folder
 */
public record Installation(Path root) {
    private static final String ARCHIVE = "app-cds.jsa";

    /** As bin/touchline says. */
    public static Installation ofProcess() {
        return new Installation(Path.of(System.getProperty("touchline.root", ""))
                .toAbsolutePath()
                .normalize());
    }

    /** The runnable jar of a service. */
    public Path jar(Service service) {
        Path jar = root.resolve(service.serviceName()).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw new Failure(ExitCode.NOT_STARTED, jar + ": missing (expected: built by `touchline build`)");
        }
        return jar;
    }

    /**
     * Options that let a service begin with its classes as its build left them in memory (AppCDS), unless {@code
     * TOUCHLINE_APPCDS} says off or the build made no such archive. Another Java than the one that built ignores it.
     */
    List<String> archive(Service service) {
        boolean wanted = !"off".equals(System.getenv("TOUCHLINE_APPCDS"));
        return wanted && Files.isRegularFile(jar(service).resolveSibling(ARCHIVE))
                ? List.of("-XX:SharedArchiveFile=" + ARCHIVE)
                : List.of();
    }

    /** The java that runs this command; the services run on the same. */
    public Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }
}
