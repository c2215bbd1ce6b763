package dev.touchline.kit.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class PublishedSecretsTest {

    private static final List<Path> SETTINGS = List.of(
            Path.of("src/main/resources/META-INF/microprofile-config.properties"),
            Path.of("../member-svc/src/main/resources/application.properties"),
            Path.of("../touch-svc/src/main/resources/application.properties"),
            Path.of("../order-ingest-svc/src/main/resources/application.properties"),
            Path.of("../attribution-svc/src/main/resources/application.properties"),
            Path.of("../report-svc/src/main/resources/application.properties"));

    @Test
    void secretOfTheTests_isRefusedByNameWithoutItsValue() throws IOException {
        Map<String, String> said = said();

        for (String name : PublishedSecrets.names()) {
            String value = said.get("%test." + name);
            assertThat(value).as(name).isNotBlank();
            assertThatThrownBy(() ->
                            PublishedSecrets.refuse(asked -> Optional.ofNullable(asked.equals(name) ? value : null)))
                    .hasMessageStartingWith(name + ": ")
                    .message()
                    .doesNotContain(value);
        }
    }

    @Test
    void secret_hasNoDefault() throws IOException {
        assertThat(said().keySet())
                .filteredOn(name -> name.matches("touchline\\..*(password|salt|-key)"))
                .as("secrets that a packaged service would take without being told")
                .isEmpty();
    }

    @Test
    void otherSecrets_arePassed() {
        assertThatCode(() -> PublishedSecrets.refuse(asked -> Optional.of("of this installation")))
                .doesNotThrowAnyException();
        assertThatCode(() -> PublishedSecrets.refuse(asked -> Optional.empty())).doesNotThrowAnyException();
    }

    private static Map<String, String> said() throws IOException {
        Map<String, String> said = new HashMap<>();
        for (Path file : SETTINGS) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
            properties.forEach((name, value) -> said.put((String) name, (String) value));
        }
        return said;
    }
}
