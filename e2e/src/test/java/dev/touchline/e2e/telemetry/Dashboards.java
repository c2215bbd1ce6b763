package dev.touchline.e2e.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The Grafana dashboards of a folder. */
public final class Dashboards {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Dashboards() {}

    /**
     * One query of a panel.
     *
     * @param where file, panel and letter, for messages
     * @param promQl with Grafana's variables in it
     */
    public record Query(String where, String promQl) {
        /** The query as Grafana sends it, with values for the variables. */
        public Query with(Map<String, String> variables) {
            String substituted = promQl;
            for (Map.Entry<String, String> variable : variables.entrySet()) {
                substituted = substituted.replace("$" + variable.getKey(), variable.getValue());
            }
            return new Query(where, substituted);
        }
    }

    /** The dashboards, by file name. */
    public static Map<String, JsonNode> read(Path folder) throws IOException {
        Map<String, JsonNode> dashboards = new java.util.TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".json")).toList()) {
                dashboards.put(file.getFileName().toString(), JSON.readTree(file.toFile()));
            }
        }
        return dashboards;
    }

    /** Every query of every panel, and every query by which a variable gets its values. */
    public static List<Query> queries(Path folder) throws IOException {
        List<Query> queries = new ArrayList<>();
        read(folder).forEach((file, dashboard) -> {
            dashboard.path("panels").forEach(panel -> panel.path("targets")
                    .forEach(target -> queries.add(new Query(
                            file + ", " + panel.path("title").asText() + ", "
                                    + target.path("refId").asText(),
                            target.path("expr").asText()))));
            dashboard.path("templating").path("list").forEach(variable -> {
                // label_values(selector, label)
                String values = variable.path("query").path("query").asText();
                if (!values.isEmpty()) {
                    queries.add(new Query(
                            file + ", variable " + variable.path("name").asText(),
                            values.replaceFirst("^label_values\\((.*), \\w+\\)$", "$1")));
                }
            });
        });
        return queries;
    }
}
