package dev.touchline.e2e.telemetry;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/** A Prometheus of our own with the configuration and rules of {@code k8s/telemetry}, reading another target. */
public final class Prometheus implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private Prometheus(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param configuration folder of prometheus.yml and alerts.yml
     * @param target read instead of the collector, every second
     * @param home for its files
     */
    public static Prometheus start(Path configuration, String target, Path home) throws IOException {
        Tool tool = Tool.require("prometheus", "prometheus");
        Files.createDirectories(home);
        Files.copy(configuration.resolve("alerts.yml"), home.resolve("alerts.yml"));
        String settings = Files.readString(configuration.resolve("prometheus.yml"));
        Files.writeString(
                home.resolve("prometheus.yml"),
                settings.replace("otel-collector:8889", target).replace("_interval: 15s", "_interval: 1s"));
        int port = freePort();
        Process process = new ProcessBuilder(
                        tool.program().toString(),
                        "--config.file=" + home.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + home.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("prometheus.log").toFile())
                .start();
        Prometheus prometheus = new Prometheus(process, port);
        await("Prometheus ready, see " + home.resolve("prometheus.log"))
                .atMost(Duration.ofMinutes(3))
                .until(prometheus::isReady);
        return prometheus;
    }

    /** The answer of an instant query; an error of its parser is thrown. */
    public List<JsonNode> query(String promQl) {
        return list(get("/api/v1/query?query=" + encoded(promQl)).path("result"));
    }

    /** The query in Prometheus' own canonical form. */
    public String format(String promQl) {
        return get("/api/v1/format_query?query=" + encoded(promQl)).asText();
    }

    /** The values of a label. */
    public List<String> labelValues(String label) {
        return list(get("/api/v1/label/" + label + "/values")).stream()
                .map(JsonNode::asText)
                .toList();
    }

    /** Alert rules as Prometheus knows them: name, query, state, annotations. */
    public List<JsonNode> alertRules() {
        return list(get("/api/v1/rules?type=alert").path("groups")).stream()
                .flatMap(group -> list(group.path("rules")).stream())
                .toList();
    }

    private boolean isReady() {
        try {
            return send("/-/ready").statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private JsonNode get(String path) {
        HttpResponse<String> answer = send(path);
        try {
            JsonNode node = JSON.readTree(answer.body());
            if (!"success".equals(node.path("status").asText())) {
                throw new IllegalArgumentException(node.path("error").asText(answer.body()));
            }
            return node.path("data");
        } catch (IOException notJson) {
            throw new UncheckedIOException(answer.body(), notJson);
        }
    }

    private HttpResponse<String> send(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(Duration.ofSeconds(30))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException away) {
            throw new UncheckedIOException(away);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
