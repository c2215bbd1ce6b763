package dev.touchline.e2e.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.e2e.manifests.Network.End;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every arrow of docs/architecture.svg is open, with what each service needs beside them, and nothing else. */
class ManifestsNetworkTest {
    private static final Map<String, Integer> PORTS = Map.of(
            "member-svc", 8101,
            "touch-svc", 8102,
            "order-ingest-svc", 8103,
            "attribution-svc", 8104,
            "report-svc", 8105);

    /** Who follows whose feeds. */
    private static final Map<String, List<String>> FOLLOWS = Map.of(
            "member-svc", List.of(),
            "touch-svc", List.of("member-svc"),
            "order-ingest-svc", List.of("member-svc"),
            "attribution-svc", List.of("member-svc", "touch-svc", "order-ingest-svc"),
            "report-svc", List.of("member-svc", "touch-svc", "attribution-svc"));

    private static final List<End> OUTSIDE = List.of(
            new End("client", Map.of(), Map.of("touchline.dev/clients", "true")),
            new End("dns", Map.of("k8s-app", "kube-dns"), Map.of("kubernetes.io/metadata.name", "kube-system")),
            new End("databases", Map.of(), Map.of("touchline.dev/databases", "true")),
            new End("anywhere", Map.of(), Map.of("some", "namespace")));

    static Stream<Overlay> overlays() {
        return Overlay.all();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void arrows_declared_areOpenAndNoneBesides(Overlay overlay) {
        List<End> ends = new ArrayList<>(OUTSIDE);
        overlay.pods().forEach((name, pod) -> ends.add(new End(shortName(name), Overlay.labels(pod), Map.of())));
        List<End> once = List.copyOf(ends.stream()
                .collect(java.util.stream.Collectors.toMap(End::name, it -> it, (a, b) -> a))
                .values());

        Set<String> arrows = new Network(overlay.every(NetworkPolicy.class), once).arrows();

        assertThat(arrows).containsExactlyInAnyOrderElementsOf(declared(overlay.name()));
    }

    private static Set<String> declared(String overlay) {
        Set<String> arrows = new TreeSet<>();
        PORTS.forEach((service, port) -> arrows.add("client -> " + service + ":" + port));
        FOLLOWS.forEach((service, owners) ->
                owners.forEach(owner -> arrows.add(service + " -> " + owner + ":" + PORTS.get(owner))));
        List<String> ours =
                Stream.concat(PORTS.keySet().stream(), Stream.of("migration")).toList();
        String database = overlay.equals("dev") ? "postgresql" : "databases";
        for (String pod : ours) {
            arrows.add(pod + " -> " + database + ":5432");
            arrows.add(pod + " -> otel-collector:4317");
            arrows.add(pod + " -> dns:53");
        }
        for (End outside : OUTSIDE) {
            // The collector is scraped, and sends on to a backend that this project does not know.
            arrows.add(outside.name() + " -> otel-collector:8889");
            Stream.of(443, 4317).forEach(port -> arrows.add("otel-collector -> " + outside.name() + ":" + port));
        }
        arrows.add("otel-collector -> dns:53");
        if (overlay.equals("dev")) {
            arrows.add("postgresql -> dns:53");
        } else {
            // The API server, which cannot be chosen by a label.
            OUTSIDE.forEach(outside -> Stream.of(443, 6443)
                    .forEach(port -> arrows.add("promotion-calendar -> " + outside.name() + ":" + port)));
            arrows.add("promotion-calendar -> dns:53");
        }
        return arrows;
    }

    private static String shortName(String id) {
        String name = id.substring(id.indexOf('/') + 1);
        return id.startsWith("Job/") ? "migration" : name;
    }
}
