package dev.touchline.e2e.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every overlay promises: it is YAML that Kubernetes knows, and each pod in it may do no more than it must. */
class ManifestsTest {
    private static final Set<String> WITH_TOKEN = Set.of("CronJob/promotion-calendar");

    static Stream<Overlay> overlays() {
        return Overlay.all();
    }

    @Test
    void overlays_all_areHeldByThisTest() throws Exception {
        try (var folders = Files.list(Tools.ROOT.resolve("k8s/overlays"))) {
            assertThat(folders.map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Overlay.NAMES);
        }
    }

    @Test
    void command_unknownOverlay_namesThoseThatExist() {
        Tools.Ended ended = Tools.run(Map.of(), "bin/manifests", "nosuch");

        assertThat(ended.code()).isNotZero();
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("nosuch", "dev, promotion");
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void document_read_holdsNothingThatKubernetesDoesNotKnow(Overlay overlay) {
        assertThat(overlay.documents())
                .isNotEmpty()
                .noneMatch(GenericKubernetesResource.class::isInstance)
                .allSatisfy(document -> assertThat(Strict.faults(document))
                        .as(Overlay.id(document))
                        .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void document_any_standsOnceAndInTheNamespace(Overlay overlay) {
        Set<String> seen = new HashSet<>();
        for (HasMetadata document : overlay.documents()) {
            assertThat(seen.add(Overlay.id(document))).as(Overlay.id(document)).isTrue();
            if (!(document instanceof Namespace)) {
                assertThat(document.getMetadata().getNamespace())
                        .as(Overlay.id(document))
                        .isEqualTo("touchline");
            }
        }
        assertThat(overlay.the(Namespace.class, "touchline").getMetadata().getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void pod_any_isHardened(Overlay overlay) {
        overlay.pods().forEach((name, pod) -> {
            PodSpec spec = pod.getSpec();
            assertThat(spec.getSecurityContext()).as(name).satisfies(security -> {
                assertThat(security.getRunAsNonRoot()).isTrue();
                assertThat(security.getRunAsUser()).isPositive();
                assertThat(security.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            });
            assertThat(spec.getAutomountServiceAccountToken())
                    .as("%s gets a token", name)
                    .isEqualTo(WITH_TOKEN.contains(name));
            assertThat(spec.getEnableServiceLinks()).as(name).isFalse();
            assertThat(spec.getInitContainers()).as(name).isEmpty();
            spec.getContainers().forEach(container -> hardened(name, container));
        });
    }

    private static void hardened(String pod, Container container) {
        assertThat(container.getSecurityContext()).as(pod).satisfies(security -> {
            assertThat(security.getAllowPrivilegeEscalation()).isFalse();
            assertThat(security.getReadOnlyRootFilesystem()).isTrue();
            assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(security.getCapabilities().getAdd()).isEmpty();
        });
        assertThat(container.getResources().getRequests()).as(pod).containsKeys("cpu", "memory");
        assertThat(container.getResources().getLimits()).as(pod).containsKey("memory");
        assertThat(container.getImage())
                .as(pod)
                .matches(".+:[^:/]+")
                .doesNotEndWith(":latest")
                .doesNotStartWith("docker.io/touchline");
    }
}
