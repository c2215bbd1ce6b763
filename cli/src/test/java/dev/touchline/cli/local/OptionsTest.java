package dev.touchline.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void options_areTakenApartAtBlanks() {
        assertThat(Options.of("O", Map.of("O", " -Xmx1g  -XX:TieredStopAtLevel=4")::get))
                .containsExactly("-Xmx1g", "-XX:TieredStopAtLevel=4");
        assertThat(Options.of("O", Map.of("O", " ")::get)).isEmpty();
        assertThat(Options.of("O", Map.<String, String>of()::get)).isEmpty();
    }
}
