package dev.touchline.kit.secret;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;

/**
 * A packaged service does not start with a secret that stands in these sources, for tests, where anybody can read it. One that is
 * missing is refused by the framework: secrets have no defaults.
 */
@ApplicationScoped
class PublishedSecrets {

    private static final Map<String, Set<String>> PUBLISHED = Map.of(
            "touchline.identity.hash-key", Set.of("a key of the tests"),
            "touchline.identity.encryption-key", Set.of("dG91Y2hsaW5lLWxvY2FsLW9ubHktbm90LWEtc2VjcmU="),
            "touchline.arms.salt", Set.of("a salt of the tests", "touchline-local-only"));

    void refuseToStart(@Observes @Priority(1) StartupEvent start, Config config) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            refuse(name -> config.getOptionalValue(name, String.class));
        }
    }

    /** Throws if a secret is a published one; the message names the setting and never its value. */
    static void refuse(Function<String, Optional<String>> settings) {
        Set<String> known = new TreeSet<>();
        PUBLISHED.forEach(
                (name, values) -> settings.apply(name).filter(values::contains).ifPresent(value -> known.add(name)));
        if (!known.isEmpty()) {
            throw new IllegalStateException(
                    String.join(", ", known)
                            + ": the value of the tests (expected: a secret of this installation, e.g. from `openssl rand -base64 32`)");
        }
    }

    /** Names of the settings that are secret and published for tests. */
    static Set<String> names() {
        return PUBLISHED.keySet();
    }
}
