package dev.touchline.kit.tls;

import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.quarkus.grpc.api.ChannelBuilderCustomizer;
import io.quarkus.grpc.runtime.config.GrpcClientConfiguration;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * Calls to peers go over TLS with this service's certificate, and only to peers whose certificate our authority issued for
 * the name that was called. Certificates that change on disk are used by the connections opened after that; the
 * framework's own clients would keep those of the start.
 */
@Singleton
public class PeerTls implements ChannelBuilderCustomizer<NettyChannelBuilder> {

    private static final int MAX_MESSAGE_BYTES = 4 << 20;

    private final TlsConfig config;
    private final Vertx vertx;
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "certificates");
        thread.setDaemon(true);
        return thread;
    });
    private Material material;

    PeerTls(TlsConfig config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
    }

    // nettyEventLoopGroup() has no successor in this version; the framework calls it too.
    @SuppressWarnings("deprecation")
    @Override
    public Map<String, Object> customize(String name, GrpcClientConfiguration client, NettyChannelBuilder channel) {
        if (config.folder().isPresent()) {
            try {
                Material ours = material(config.folder().get());
                channel.eventLoopGroup(vertx.nettyEventLoopGroup())
                        .channelType(NioSocketChannel.class)
                        .directExecutor()
                        .offloadExecutor(Infrastructure.getDefaultExecutor())
                        .maxInboundMessageSize(client.maxInboundMessageSize().orElse(MAX_MESSAGE_BYTES));
                channel.sslContext(GrpcSslContexts.forClient()
                        .keyManager(ours.key())
                        .trustManager(ours.trust())
                        .build());
            } catch (SSLException failure) {
                throw new IllegalStateException("TLS to " + name + " cannot be set up", failure);
            }
        }
        return Map.of();
    }

    private record Material(AdvancedTlsX509KeyManager key, AdvancedTlsX509TrustManager trust) {}

    private synchronized Material material(Path folder) {
        if (material == null) {
            try {
                AdvancedTlsX509KeyManager key = new AdvancedTlsX509KeyManager();
                long period = config.reload().toMillis();
                key.updateIdentityCredentials(
                        folder.resolve("tls.crt").toFile(),
                        folder.resolve("tls.key").toFile(),
                        period,
                        TimeUnit.MILLISECONDS,
                        watcher);
                AdvancedTlsX509TrustManager trust =
                        AdvancedTlsX509TrustManager.newBuilder().build();
                trust.updateTrustCredentials(folder.resolve("ca.crt").toFile(), period, TimeUnit.MILLISECONDS, watcher);
                material = new Material(key, trust);
            } catch (IOException | GeneralSecurityException failure) {
                throw new IllegalStateException(
                        "touchline.tls.folder: certificates cannot be read (expected: tls.crt, tls.key, ca.crt in PEM)",
                        failure);
            }
        }
        return material;
    }

    @PreDestroy
    void stop() {
        watcher.shutdownNow();
    }
}
