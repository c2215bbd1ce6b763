package dev.touchline.e2e.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every overlay promises: it is YAML that Kubernetes knows, and each pod in it may do no more than it must. */
class ManifestsTest {
    private static final Set<String> WITH_TOKEN = Set.of("CronJob/promotion-calendar");

    @TempDir
    Path folder;

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

    @Test
    void promotion_holdsNoSecretAndNoKeyOfTheTrial() throws Exception {
        assertThat(Overlay.of("promotion").every(Secret.class)).isEmpty();
        Path rendered = folder.resolve("manifests");

        Tools.run(Map.of("TOUCHLINE_MANIFESTS", rendered.toString()), "bin/manifests", "promotion")
                .succeeded();

        try (var secrets = Files.list(rendered.resolve("overlays/dev/secrets"))) {
            assertThat(secrets.map(file -> file.getFileName().toString())).containsExactly("kustomization.yaml");
        }
    }

    // With the whole tag in it a name had up to 164 characters, of 63.
    @Test
    void jobs_ofALongTag_haveNamesThatKubernetesTakes() {
        String tag = "Release_2026.11.28-" + "x".repeat(108) + "1";
        Map<String, String> environment =
                Map.of("TOUCHLINE_MANIFESTS", folder.resolve("manifests").toString(), "TOUCHLINE_TAG", tag);

        List<HasMetadata> documents = Overlay.read(
                Tools.run(environment, "bin/manifests", "promotion").succeeded());

        List<String> jobs = documents.stream()
                .filter(Job.class::isInstance)
                .map(job -> job.getMetadata().getName())
                .toList();
        assertThat(jobs)
                .hasSize(Overlay.SERVICES.size())
                .allMatch(name -> name.matches("[a-z0-9][a-z0-9-]{0,61}[a-z0-9]"));
        assertThat(jobs).allMatch(name -> name.contains("-migration-release-2026-11-28-x"));
        assertThat(documents.stream()
                        .filter(Deployment.class::isInstance)
                        .map(Deployment.class::cast)
                        .filter(it -> Overlay.SERVICES.contains(it.getMetadata().getName()))
                        .map(it -> it.getSpec()
                                .getTemplate()
                                .getSpec()
                                .getContainers()
                                .get(0)
                                .getImage()))
                .allMatch(image -> image.endsWith(":" + tag));
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
