package dev.touchline.e2e.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What names what: names and ports agree with each other and with the services' own configuration. */
class ManifestsReferencesTest {

    static Stream<Overlay> overlays() {
        return Overlay.all();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void service_each_leadsToItsPodsOnTheConfiguredPorts(Overlay overlay) {
        for (String name : Overlay.SERVICES) {
            Settings settings = Settings.of(name);
            Service service = overlay.the(Service.class, name);
            assertThat(service.getSpec().getPorts()).as(name).anySatisfy(port -> {
                assertThat(port.getPort()).isEqualTo(settings.number("quarkus.http.port"));
                assertThat(port.getTargetPort().getIntVal()).isEqualTo(settings.number("quarkus.http.port"));
            });
            Set<String> selected = new TreeSet<>();
            overlay.pods().forEach((pod, template) -> {
                if (Overlay.labels(template)
                        .entrySet()
                        .containsAll(service.getSpec().getSelector().entrySet())) {
                    selected.add(pod);
                }
            });
            assertThat(selected).containsExactly("Deployment/" + name);
            assertThat(overlay.the(PodDisruptionBudget.class, name).getSpec().getSelector())
                    .matches(selector -> Overlay.selects(
                            selector,
                            Overlay.labels(overlay.the(Deployment.class, name)
                                    .getSpec()
                                    .getTemplate())));
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void probes_each_askThePortThatServesHealth(Overlay overlay) {
        for (String name : Overlay.SERVICES) {
            Settings settings = Settings.of(name);
            int health = settings.number(
                    settings.flag("quarkus.management.enabled") ? "quarkus.management.port" : "quarkus.http.port");
            Container container = container(overlay, name);
            for (Probe probe :
                    List.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe())) {
                assertThat(probe.getHttpGet().getPort().getIntVal()).as(name).isEqualTo(health);
                assertThat(container.getPorts()).as(name).anyMatch(port -> port.getContainerPort() == health);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void peers_each_areServicesUnderTheirConfiguredPort(Overlay overlay) {
        Map<String, String> settings = overlay.every(ConfigMap.class).stream()
                .filter(map -> map.getMetadata().getName().startsWith("touchline-")
                        && map.getData() != null
                        && map.getData().containsKey("TOUCHLINE_DB_HOST"))
                .findFirst()
                .orElseThrow()
                .getData();
        for (String peer : List.of("member-svc", "touch-svc", "order-ingest-svc", "attribution-svc")) {
            String host = settings.get(
                    "TOUCHLINE_PEERS_" + peer.toUpperCase(java.util.Locale.ROOT).replace('-', '_') + "_HOST");
            assertThat(overlay.the(Service.class, host).getSpec().getPorts())
                    .anyMatch(port -> port.getPort() == Settings.kit().number("touchline.peers." + peer + ".port"));
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void references_each_areInTheOverlayOrInTheOperatorsList(Overlay overlay) {
        String manual = Tools.read("docs/operations.md");
        overlay.pods().forEach((pod, template) -> references(template.getSpec()).forEach(reference -> {
            Map<String, ?> data = reference.kind().equals("Secret")
                    ? overlay.every(Secret.class).stream()
                            .filter(it -> it.getMetadata().getName().equals(reference.name()))
                            .findFirst()
                            .map(Secret::getData)
                            .orElse(null)
                    : overlay.every(ConfigMap.class).stream()
                            .filter(it -> it.getMetadata().getName().equals(reference.name()))
                            .findFirst()
                            .map(ConfigMap::getData)
                            .orElse(null);
            if (data == null) {
                String written = reference.name().replaceFirst(".+-svc-(db|tls)", "SERVICE-$1");
                assertThat(manual).as("%s needs %s", pod, reference).contains("`" + written + "`");
                assertThat(reference.key() == null || manual.contains(reference.key()))
                        .as("%s needs %s", pod, reference)
                        .isTrue();
            } else if (reference.key() != null) {
                assertThat(data.containsKey(reference.key()))
                        .as("%s needs %s", pod, reference)
                        .isTrue();
            }
        }));
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void accounts_each_exist(Overlay overlay) {
        overlay.pods().values().stream()
                .map(pod -> pod.getSpec().getServiceAccountName())
                .filter(java.util.Objects::nonNull)
                .forEach(account -> overlay.the(ServiceAccount.class, account));
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void keys_personal_areGivenToWhomTheyConcern(Overlay overlay) {
        assertThat(holders(overlay, "TOUCHLINE_IDENTITY_ENCRYPTION_KEY")).containsExactly("member-svc");
        assertThat(holders(overlay, "TOUCHLINE_IDENTITY_HASH_KEY"))
                .containsExactly("member-svc", "order-ingest-svc", "touch-svc");
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void variables_each_setSomethingThatExists(Overlay overlay) {
        Set<String> known = Settings.knownVariables();
        overlay.pods().forEach((pod, template) -> template.getSpec()
                .getContainers()
                .forEach(container -> container.getEnv().stream()
                        .map(variable -> variable.getName())
                        .filter(name -> name.startsWith("TOUCHLINE_"))
                        .forEach(name -> assertThat(known).as(pod).contains(name))));
        overlay.every(ConfigMap.class).stream()
                .filter(map -> map.getData().containsKey("TOUCHLINE_DB_HOST"))
                .flatMap(map -> map.getData().keySet().stream())
                .filter(name -> name.startsWith("TOUCHLINE_"))
                .forEach(name -> assertThat(known).contains(name));
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void migration_each_runsTheImageAndSettingsOfItsService(Overlay overlay) {
        for (String name : Overlay.SERVICES) {
            Container service = container(overlay, name);
            List<Job> jobs = overlay.every(Job.class).stream()
                    .filter(job -> job.getMetadata().getName().startsWith(name + "-migration-"))
                    .toList();
            assertThat(jobs).as(name).hasSize(1);
            Container migration = jobs.get(0)
                    .getSpec()
                    .getTemplate()
                    .getSpec()
                    .getContainers()
                    .get(0);
            assertThat(migration.getImage()).isEqualTo(service.getImage());
            // A Job cannot be changed once it ran, so that each image, with its settings, has one of its own.
            String tag = service.getImage().substring(service.getImage().lastIndexOf(':') + 1);
            assertThat(jobs.get(0).getMetadata().getName())
                    .matches(".+-migration-" + Pattern.quote(tag.replace('.', '-')) + "-[0-9a-f]{8}");
            assertThat(migration.getEnvFrom()).isEqualTo(service.getEnvFrom());
            assertThat(value(migration, "QUARKUS_INIT_AND_EXIT")).isEqualTo("true");
            assertThat(value(service, "QUARKUS_FLYWAY_MIGRATE_AT_START")).isEqualTo("false");
            assertThat(value(service, "QUARKUS_FLYWAY_VALIDATE_AT_START")).isEqualTo("true");
        }
    }

    private static String value(Container container, String variable) {
        return container.getEnv().stream()
                .filter(it -> it.getName().equals(variable))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private static Set<String> holders(Overlay overlay, String variable) {
        Set<String> holders = new TreeSet<>();
        for (String name : Overlay.SERVICES) {
            if (container(overlay, name).getEnv().stream()
                    .anyMatch(it -> it.getName().equals(variable))) {
                holders.add(name);
            }
        }
        return holders;
    }

    private static Container container(Overlay overlay, String service) {
        return overlay.the(Deployment.class, service)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0);
    }

    private record Reference(String kind, String name, String key) {}

    private static Set<Reference> references(PodSpec pod) {
        Set<Reference> references = new HashSet<>();
        pod.getContainers().forEach(container -> {
            container.getEnvFrom().forEach(from -> {
                if (from.getConfigMapRef() != null) {
                    references.add(
                            new Reference("ConfigMap", from.getConfigMapRef().getName(), null));
                }
                if (from.getSecretRef() != null) {
                    references.add(new Reference("Secret", from.getSecretRef().getName(), null));
                }
            });
            container.getEnv().stream()
                    .filter(variable -> variable.getValueFrom() != null
                            && variable.getValueFrom().getSecretKeyRef() != null)
                    .map(variable -> variable.getValueFrom().getSecretKeyRef())
                    .forEach(key -> references.add(new Reference("Secret", key.getName(), key.getKey())));
        });
        pod.getVolumes().forEach(volume -> {
            if (volume.getSecret() != null) {
                references.add(new Reference("Secret", volume.getSecret().getSecretName(), null));
            }
            if (volume.getConfigMap() != null) {
                references.add(new Reference("ConfigMap", volume.getConfigMap().getName(), null));
            }
        });
        return references;
    }
}
