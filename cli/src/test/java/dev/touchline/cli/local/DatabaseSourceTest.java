package dev.touchline.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchline.cli.Failure;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseSourceTest {
    private static final String URL = "postgresql://me@db";

    @ParameterizedTest
    @CsvSource({
        // asked, url, kept, engine: taken
        ",         postgresql://me@db, ,         true,  URL",
        "auto,     postgresql://me@db, EMBEDDED, true,  URL",
        "auto,     ,                   ,         true,  DOCKER",
        "AUTO,     ,                   ,         false, EMBEDDED",
        ",         ,                   ,         false, EMBEDDED",
        ",         ,                   EMBEDDED, true,  EMBEDDED",
        ",         ,                   DOCKER,   true,  DOCKER",
        "docker,   postgresql://me@db, EMBEDDED, true,  DOCKER",
        "embedded, postgresql://me@db, DOCKER,   true,  EMBEDDED",
        "url,      postgresql://me@db, DOCKER,   true,  URL",
    })
    void switch_takesWhatIsAskedForAndElseWhatThereIs(
            String asked, String url, DatabaseSource kept, boolean engine, DatabaseSource taken) {
        assertThat(DatabaseSource.choose(asked, url, Optional.ofNullable(kept), () -> engine))
                .isEqualTo(taken);
    }

    @Test
    void engine_isAskedOnlyWhereItMatters() {
        AtomicInteger asked = new AtomicInteger();
        BooleanSupplier engine = () -> asked.incrementAndGet() > 0;

        DatabaseSource.choose("", URL, Optional.empty(), engine);
        DatabaseSource.choose("embedded", "", Optional.empty(), engine);
        DatabaseSource.choose("", "", Optional.of(DatabaseSource.EMBEDDED), engine);

        assertThat(asked).hasValue(0);
    }

    @Test
    void docker_withoutAnEngine_saysSo() {
        assertThatThrownBy(() -> DatabaseSource.choose("docker", URL, Optional.empty(), () -> false))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("no engine answers")
                .hasMessageContaining("expected: `docker version` shows a server");
        // Or the data of the run would seem to be gone.
        assertThatThrownBy(() -> DatabaseSource.choose("", "", Optional.of(DatabaseSource.DOCKER), () -> false))
                .hasMessageContaining("no engine answers");
    }

    @Test
    void anythingElse_isRefused() {
        assertThatThrownBy(() -> DatabaseSource.choose("podman", URL, Optional.empty(), () -> true))
                .hasMessage("TOUCHLINE_DB: podman (expected: auto, url, docker or embedded)");
        assertThatThrownBy(() -> DatabaseSource.choose("url", "", Optional.empty(), () -> true))
                .hasMessageContaining("TOUCHLINE_DB_URL: missing");
    }
}
