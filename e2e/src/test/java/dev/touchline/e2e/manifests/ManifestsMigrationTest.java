package dev.touchline.e2e.manifests;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged member-svc as the manifests would start it: a Job that migrates and ends, and a pod that waits for it. */
class ManifestsMigrationTest {
    private static final String SERVICE = "member-svc";

    @TempDir
    Path folder;

    @Test
    void service_beforeItsMigration_endsAndAfterItServes() throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Tools.ROOT
                        .resolve(SERVICE + "/target/quarkus-app/quarkus-run.jar")
                        .toString());
        try (Trial trial = new Trial(folder)) {
            trial.createDatabase(SERVICE);

            trial.refuseToStart(SERVICE, command);
            trial.migrate(SERVICE, command);
            trial.serve(SERVICE, command);
        }
    }
}
