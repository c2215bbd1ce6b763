package dev.touchline.kit.access;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jboss.logging.Logger;
import org.jose4j.http.Get;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/**
 * The issuer's public keys, read at start and again at an interval, never on an event loop. Keys that cannot be read leave
 * those of before in force: an issuer that is away for an hour locks nobody out.
 */
@ApplicationScoped
public class Jwks {

    private static final Logger LOG = Logger.getLogger(Jwks.class);
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int MAX_BYTES = 1 << 20;

    private final AccessConfig config;
    private final Vertx vertx;
    private volatile List<JsonWebKey> keys = List.of();

    public Jwks(AccessConfig config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        if (config.enforced() && config.jwks().isPresent()) {
            String source = config.jwks().get();
            refresh(source);
            vertx.setPeriodic(
                    config.jwksRefresh().toMillis(),
                    timer -> vertx.executeBlocking(() -> {
                        refresh(source);
                        return null;
                    }));
        }
    }

    /** The keys in force. */
    List<JsonWebKey> keys() {
        return keys;
    }

    private void refresh(String source) {
        try {
            keys = List.copyOf(source.startsWith("https://") ? download(source) : read(Path.of(source)));
        } catch (IOException | JoseException | IllegalArgumentException failure) {
            LOG.warnf(
                    "Keys of tokens cannot be read; those of before stay in force keys=%d cause=%s",
                    keys.size(), failure);
        }
    }

    private static List<JsonWebKey> read(Path file) throws IOException, JoseException {
        long size = Files.size(file);
        if (size > MAX_BYTES) {
            throw new IOException("JWKS of " + size + " bytes (expected: at most " + MAX_BYTES + ")");
        }
        return new JsonWebKeySet(Files.readString(file)).getJsonWebKeys();
    }

    private static List<JsonWebKey> download(String url) throws IOException, JoseException {
        Get get = new Get();
        get.setConnectTimeout(PATIENCE_MILLIS);
        get.setReadTimeout(PATIENCE_MILLIS);
        get.setResponseBodySizeLimit(MAX_BYTES);
        HttpsJwks remote = new HttpsJwks(url);
        remote.setSimpleHttpGet(get);
        return remote.getJsonWebKeys();
    }
}
