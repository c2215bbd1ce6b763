package dev.touchline.e2e.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged touch-svc as a pod whose secrets an operator forgot, or copied from the sources. */
class ManifestsSecretsTest {
    private static final List<String> COMMAND = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-jar",
            Tools.ROOT.resolve("touch-svc/target/quarkus-app/quarkus-run.jar").toString());

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "TOUCHLINE_DB_PASSWORD,       quarkus.datasource.password",
        "TOUCHLINE_IDENTITY_HASH_KEY, touchline.identity.hash-key",
        "TOUCHLINE_ARMS_SALT,         touchline.arms.salt"
    })
    void service_withoutASecret_doesNotStartAndSaysWhich(String variable, String setting) {
        Map<String, String> environment = environment();
        environment.remove(variable);

        try (Container pod = Container.start(COMMAND, environment, folder)) {
            assertThat(pod.ended()).as(pod.log()).isNotZero();
            assertThat(pod.log()).contains(setting);
        }
    }

    @Test
    void service_withTheSaltOfTheTests_doesNotStartAndSaysSo() {
        Map<String, String> environment = environment();
        environment.put("TOUCHLINE_ARMS_SALT", "a salt of the tests");

        try (Container pod = Container.start(COMMAND, environment, folder)) {
            assertThat(pod.ended()).as(pod.log()).isNotZero();
            assertThat(pod.log()).contains("touchline.arms.salt: the value of the tests");
        }
    }

    /** As the trial's pod, with no database to go to: what is missing is found out before. */
    private static Map<String, String> environment() {
        Overlay dev = Overlay.of("dev");
        Map<String, String> environment = new TreeMap<>(Container.environment(dev, "Deployment/touch-svc"));
        Path secrets = Tools.ROOT.resolve("target/manifests/overlays/dev/secrets");
        environment.put("TOUCHLINE_TLS_FOLDER", secrets.resolve("touch-svc").toString());
        environment.put("TOUCHLINE_ACCESS_JWKS", secrets.resolve("jwks.json").toString());
        environment.put("TOUCHLINE_DB_HOST", "localhost");
        environment.put("TOUCHLINE_DB_PORT", "1");
        environment.put("TOUCHLINE_OTEL_DISABLED", "true");
        environment.put("QUARKUS_FLYWAY_VALIDATE_AT_START", "false");
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", "0");
        environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("QUARKUS_MANAGEMENT_PORT", "0");
        return environment;
    }
}
