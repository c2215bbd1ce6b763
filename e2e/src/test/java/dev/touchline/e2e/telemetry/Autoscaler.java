package dev.touchline.e2e.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.Yaml;

/** The autoscaler of attribution-svc as {@code k8s/base} has it. */
public final class Autoscaler {

    private static final Path FILE =
            Path.of(System.getProperty("touchline.root", "..")).resolve("k8s/base/autoscaling.yaml");

    private Autoscaler() {}

    /** The names of the external metrics that it asks for. */
    public static Set<String> externalMetrics() throws IOException {
        Set<String> names = new TreeSet<>();
        for (Object document : new Yaml().loadAll(Files.readString(FILE))) {
            for (Object metric : (List<?>) at(document, "spec", "metrics")) {
                if ("External".equals(at(metric, "type"))) {
                    names.add(at(metric, "external", "metric", "name").toString());
                }
            }
        }
        return names;
    }

    private static Object at(Object yaml, String... path) {
        Object found = yaml;
        for (String key : path) {
            found = ((Map<?, ?>) found).get(key);
        }
        return found;
    }
}
