package dev.touchline.kit.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Which tokens are accepted. */
@ConfigMapping(prefix = "touchline.access")
public interface AccessConfig {

    /** Whether callers must prove who they are. Off only in tests of other things. */
    @WithDefault("true")
    boolean enforced();

    /** Who issues tokens: their claim {@code iss}. */
    @WithDefault("touchline")
    String issuer();

    /** Whom tokens are for: one of their claim {@code aud}. */
    @WithDefault("touchline")
    String audience();

    /** The issuer's public keys, a JWKS: path of a file, or an https URL. Without it no token is accepted. */
    Optional<String> jwks();

    /** Which programs are services when they show a certificate of our authority: its common name must be one of these. */
    @WithDefault("member-svc,touch-svc,order-ingest-svc,attribution-svc,report-svc")
    Set<String> services();

    /** How often the keys are read again. A new key must be published this long before tokens are signed with it. */
    @WithDefault("1m")
    Duration jwksRefresh();
}
