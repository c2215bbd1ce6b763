package dev.touchline.e2e.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a person edits in {@code k8s/} says nothing that quarkus-kubernetes has rendered already. */
class ManifestsSourcesTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    /** What names an element of a list rather than says something about it. */
    private static final Set<String> NAMES = Set.of("name", "apiVersion", "kind", "mountPath");

    @BeforeAll
    static void render() {
        Overlay.of("dev");
    }

    @Test
    void document_inTheSources_isNoneThatQuarkusRenders() {
        Set<String> rendered = new TreeSet<>();
        Overlay.SERVICES.forEach(service -> rendered(service).forEach(document -> rendered.add(Overlay.id(document))));

        for (Path source : sources()) {
            for (JsonNode document : documents(source)) {
                String id = document.path("kind").asText() + "/"
                        + document.path("metadata").path("name").asText();
                assertThat(rendered).as(source.toString()).doesNotContain(id);
            }
        }
    }

    @Test
    void patch_merged_changesEverythingThatItNames() {
        for (String patch : List.of("deployment.yaml", "migration.yaml")) {
            JsonNode said =
                    documents(Tools.ROOT.resolve("k8s/service/" + patch)).get(0);
            for (String service : Overlay.SERVICES) {
                JsonNode rendered = rendered(service, said.path("kind").asText());
                List<String> repeated = new ArrayList<>();
                repeated("", said.path("spec"), rendered.path("spec"), repeated);
                assertThat(repeated).as("%s of %s", patch, service).isEmpty();
            }
        }
    }

    @Test
    void patch_byPath_addsWhatIsMissingAndReplacesWhatDiffers() {
        for (Path source : sources()) {
            for (JsonNode operation : operations(source)) {
                for (String service : Overlay.SERVICES) {
                    JsonNode there = rendered(service, "Deployment")
                            .at(operation.path("path").asText());
                    String as = source + " " + operation.path("path").asText();
                    switch (operation.path("op").asText()) {
                        case "add" -> assertThat(there.isMissingNode()).as(as).isTrue();
                        case "remove" ->
                            assertThat(there.isMissingNode()).as(as).isFalse();
                        default -> assertThat(there).as(as).isNotEqualTo(operation.path("value"));
                    }
                }
            }
        }
    }

    private static void repeated(String path, JsonNode said, JsonNode rendered, List<String> found) {
        if (said.isObject()) {
            said.properties().forEach(field -> {
                if (!NAMES.contains(field.getKey())) {
                    repeated(path + "/" + field.getKey(), field.getValue(), rendered.path(field.getKey()), found);
                }
            });
        } else if (said.isArray() && said.path(0).has("name")) {
            said.forEach(item -> rendered.forEach(other -> {
                if (other.path("name").equals(item.path("name"))) {
                    repeated(path + "/" + item.path("name").asText(), item, other, found);
                }
            }));
        } else if (!said.isNull() && said.equals(rendered)) {
            found.add(path);
        }
    }

    private static JsonNode rendered(String service, String kind) {
        return documents(Tools.ROOT.resolve(service + "/target/kubernetes/kubernetes.yml")).stream()
                .filter(document -> document.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static List<HasMetadata> rendered(String service) {
        return Overlay.read(Tools.read(service + "/target/kubernetes/kubernetes.yml"));
    }

    private static List<JsonNode> operations(Path source) {
        List<JsonNode> operations = new ArrayList<>();
        documents(source).stream().filter(JsonNode::isArray).forEach(list -> list.forEach(operations::add));
        return operations;
    }

    private static List<Path> sources() {
        try (Stream<Path> files = Files.walk(Tools.ROOT.resolve("k8s"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.endsWith("kustomization.yaml"))
                    .filter(file ->
                            !file.startsWith(Tools.ROOT.resolve("k8s/service")) || file.endsWith("hardened.yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> documents(Path file) {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
            return documents.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
