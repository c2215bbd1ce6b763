package dev.touchline.kit.tls;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where a service's certificate is. */
@ConfigMapping(prefix = "touchline.tls")
public interface TlsConfig {

    /**
     * Folder of {@code tls.crt}, {@code tls.key} (PKCS#8) and {@code ca.crt}, all PEM: the layout of a Kubernetes TLS
     * secret. A packaged service does not start without it; tests run without TLS.
     */
    Optional<Path> folder();

    /** How often the files are looked at; connections opened after a change use the new ones. */
    @WithDefault("1m")
    Duration reload();
}
