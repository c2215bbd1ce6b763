package dev.touchline.bench.whatif;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** attribution-svc as packaged, alone: it follows nobody and folds nothing, and speaks plain text to this machine only. */
final class ServiceProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Process process;
    private final int port;

    private ServiceProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it; {@code kept}: how long it keeps facts in memory after a question. */
    static ServiceProcess start(Path jar, int databasePort, Duration kept) throws IOException, InterruptedException {
        int port = freePort();
        Path log = Files.createTempFile("touchline-bench-", ".log");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx2g",
                        "-Dquarkus.profile=test",
                        "-Dtouchline.what-if.stored=true",
                        "-Dtouchline.what-if.kept=" + kept,
                        "-Dtouchline.identity.hash-key=" + UUID.randomUUID(),
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + port,
                        "-Dquarkus.http.test-port=" + port,
                        "-Dquarkus.management.port=" + freePort(),
                        "-Dtouchline.db.host=localhost",
                        "-Dtouchline.db.port=" + databasePort,
                        "-Dtouchline.db.user=postgres",
                        "-Dtouchline.db.password=postgres",
                        "-Dtouchline.db.name=bench",
                        "-jar",
                        jar.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Instant end = Instant.now().plus(START_LIMIT);
        while (!answers(port)) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                process.destroyForcibly();
                throw new IllegalStateException("attribution-svc does not start:\n" + Files.readString(log));
            }
            Thread.sleep(200);
        }
        return new ServiceProcess(process, port);
    }

    int port() {
        return port;
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
