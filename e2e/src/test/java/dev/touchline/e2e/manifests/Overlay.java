package dev.touchline.e2e.manifests;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * One overlay as {@code bin/manifests} prints it, read into the model of Kubernetes.
 *
 * @param name its folder
 * @param documents everything in it
 */
record Overlay(String name, List<HasMetadata> documents) {
    static final List<String> NAMES = List.of("dev", "promotion");
    static final List<String> SERVICES =
            List.of("member-svc", "touch-svc", "order-ingest-svc", "attribution-svc", "report-svc");

    private static final Map<String, Overlay> RENDERED = new ConcurrentHashMap<>();

    static Stream<Overlay> all() {
        Tools.require("kubectl", "kubernetes-client");
        return NAMES.stream().map(Overlay::of);
    }

    static Overlay of(String name) {
        Tools.require("kubectl", "kubernetes-client");
        return RENDERED.computeIfAbsent(
                name,
                overlay -> new Overlay(
                        overlay,
                        read(Tools.run(Map.of(), "bin/manifests", overlay).succeeded())));
    }

    static List<HasMetadata> read(String yaml) {
        Object read = new KubernetesSerialization().unmarshal(yaml);
        return read instanceof io.fabric8.kubernetes.api.model.KubernetesList list
                ? list.getItems()
                : ((List<?>) read).stream().map(HasMetadata.class::cast).toList();
    }

    <T extends HasMetadata> List<T> every(Class<T> kind) {
        return documents.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The document of a kind with a name; fails if there is none. */
    <T extends HasMetadata> T the(Class<T> kind, String name) {
        return every(kind).stream()
                .filter(document -> document.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(this + " has no " + kind.getSimpleName() + " " + name));
    }

    /** All pods that will run, by "Kind/name" of what makes them. */
    Map<String, PodTemplateSpec> pods() {
        Map<String, PodTemplateSpec> pods = new LinkedHashMap<>();
        every(Deployment.class).forEach(it -> pods.put(id(it), it.getSpec().getTemplate()));
        every(StatefulSet.class).forEach(it -> pods.put(id(it), it.getSpec().getTemplate()));
        every(Job.class).forEach(it -> pods.put(id(it), it.getSpec().getTemplate()));
        every(CronJob.class)
                .forEach(it ->
                        pods.put(id(it), it.getSpec().getJobTemplate().getSpec().getTemplate()));
        return pods;
    }

    static Map<String, String> labels(PodTemplateSpec pod) {
        return pod.getMetadata() == null || pod.getMetadata().getLabels() == null
                ? Map.of()
                : new HashMap<>(pod.getMetadata().getLabels());
    }

    /** Whether a selector chooses something with these labels; an absent one chooses nothing. */
    static boolean selects(LabelSelector selector, Map<String, String> labels) {
        if (selector == null) {
            return false;
        }
        boolean named = selector.getMatchLabels() == null
                || selector.getMatchLabels().entrySet().stream()
                        .allMatch(label -> label.getValue().equals(labels.get(label.getKey())));
        return named
                && selector.getMatchExpressions().stream().allMatch(rule -> switch (rule.getOperator()) {
                    case "In" -> rule.getValues().contains(labels.get(rule.getKey()));
                    case "NotIn" -> !rule.getValues().contains(labels.get(rule.getKey()));
                    default -> throw new AssertionError("operator " + rule.getOperator() + " is not known here");
                });
    }

    static String id(HasMetadata document) {
        return document.getKind() + "/" + document.getMetadata().getName();
    }

    @Override
    public String toString() {
        return name;
    }
}
