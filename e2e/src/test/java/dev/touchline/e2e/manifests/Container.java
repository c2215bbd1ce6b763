package dev.touchline.e2e.manifests;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A container of the overlay {@code dev} run as a process of this machine: the environment that Kubernetes would give it, with
 * its secrets and settings looked up in the overlay; only folders, the database and the addresses are this machine's.
 */
final class Container implements AutoCloseable {
    private static final int SECONDS = 120;

    private final Process process;
    private final Path log;

    private Container(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** The environment of a pod's first container. */
    static Map<String, String> environment(Overlay overlay, String pod) {
        Map<String, String> environment = new TreeMap<>();
        io.fabric8.kubernetes.api.model.Container container =
                overlay.pods().get(pod).getSpec().getContainers().get(0);
        container
                .getEnvFrom()
                .forEach(from -> environment.putAll(
                        overlay.the(ConfigMap.class, from.getConfigMapRef().getName())
                                .getData()));
        for (EnvVar variable : container.getEnv()) {
            if (variable.getValue() != null) {
                environment.put(variable.getName(), variable.getValue());
            } else if (variable.getValueFrom().getSecretKeyRef() != null) {
                SecretKeySelector key = variable.getValueFrom().getSecretKeyRef();
                String value =
                        overlay.the(Secret.class, key.getName()).getData().get(key.getKey());
                environment.put(
                        variable.getName(), new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8));
            }
        }
        return environment;
    }

    static Container start(List<String> command, Map<String, String> environment, Path folder) {
        try {
            Path log = Files.createTempFile(folder, "container", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            return new Container(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its exit code. */
    int ended() {
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("does not end:\n" + log());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** The status that a health check answers, or 0 as long as nobody does. */
    static int health(int port, String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .build();
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        ended();
    }
}
