package dev.touchline.kittest;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Whether a Docker engine listens where Testcontainers will look for it: at DOCKER_HOST, else at the usual sockets. A
 * connection is all that is tried, because asking the library costs seconds and pages of log where there is none.
 */
final class DockerEngine {

    private static final int CONNECT_MILLIS = 1_000;

    private final Map<String, String> environment;
    private final List<Path> sockets;

    DockerEngine(Map<String, String> environment) {
        this(environment, usualSockets(environment));
    }

    DockerEngine(Map<String, String> environment, List<Path> sockets) {
        this.environment = environment;
        this.sockets = sockets;
    }

    private static List<Path> usualSockets(Map<String, String> environment) {
        return Stream.of(
                        "/var/run/docker.sock",
                        environment.getOrDefault("XDG_RUNTIME_DIR", "/run/user/0") + "/docker.sock",
                        System.getProperty("user.home") + "/.docker/run/docker.sock",
                        System.getProperty("user.home") + "/.docker/desktop/docker.sock")
                .map(Path::of)
                .toList();
    }

    boolean answers() {
        String host = environment.get("DOCKER_HOST");
        return host == null || host.isEmpty() ? sockets.stream().anyMatch(DockerEngine::listens) : listens(host);
    }

    private static boolean listens(String host) {
        try {
            URI uri = URI.create(host);
            return "unix".equals(uri.getScheme())
                    ? listens(Path.of(uri.getPath()))
                    : listens(uri.getHost(), uri.getPort());
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static boolean listens(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            return true;
        } catch (IOException | IllegalArgumentException nobody) {
            return false;
        }
    }

    private static boolean listens(Path socket) {
        if (!Files.exists(socket)) {
            return false;
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException nobody) {
            return false;
        }
    }
}
