package dev.touchline.e2e.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Each native executable migrates its database and serves, started as the manifests start it. */
class NativeSmokeTest {
    static final List<String> SERVICES = Overlay.SERVICES;

    @TempDir
    Path folder;

    @ParameterizedTest
    @FieldSource("SERVICES")
    void executable_ofAService_migratesAndServes(String service) throws Exception {
        Optional<Path> executable = executable(service);
        // Under -Dnative they are there, or their build has failed.
        assertThat(executable.isPresent() || System.getProperty("native") == null)
                .as("no native executable of " + service)
                .isTrue();
        if (executable.isEmpty()) {
            String why = "NativeSmokeTest is skipped: there is no native executable of " + service
                    + " (expected: mvn verify -Dnative, which needs GraalVM or Mandrel)";
            System.err.println(why);
            Assumptions.abort(why);
        }
        List<String> command = List.of(executable.get().toString(), "-Xmx128m");
        try (Trial trial = new Trial(folder)) {
            trial.createDatabase(service);
            trial.migrate(service, command);
            trial.serve(service, command);
        }
    }

    private static Optional<Path> executable(String service) throws IOException {
        try (Stream<Path> files = Files.list(Tools.ROOT.resolve(service + "/target"))) {
            return files.filter(file -> file.getFileName().toString().endsWith("-runner"))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }
}
