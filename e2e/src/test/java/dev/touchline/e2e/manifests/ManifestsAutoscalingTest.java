package dev.touchline.e2e.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Only attribution-svc scales by itself, and nothing that is applied again fights with what scales it. */
class ManifestsAutoscalingTest {

    static Stream<Overlay> overlays() {
        return Overlay.all();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void autoscaler_only_isOfAttribution(Overlay overlay) {
        assertThat(overlay.every(HorizontalPodAutoscaler.class)).singleElement().satisfies(scaler -> {
            assertThat(scaler.getSpec().getScaleTargetRef().getKind()).isEqualTo("Deployment");
            assertThat(scaler.getSpec().getScaleTargetRef().getName()).isEqualTo("attribution-svc");
        });
        for (String name : Overlay.SERVICES) {
            Integer replicas = overlay.the(Deployment.class, name).getSpec().getReplicas();
            if (name.equals("attribution-svc")) {
                assertThat(replicas).as("an apply would scale back to it").isNull();
            } else {
                assertThat(replicas).as(name).isPositive();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void autoscaler_metrics_areGivenByTheAdapter(Overlay overlay) {
        String rules = overlay.the(ConfigMap.class, "touchline-adapter-rules")
                .getData()
                .get("config.yaml");

        assertThat(overlay.every(HorizontalPodAutoscaler.class).get(0).getSpec().getMetrics())
                .extracting(MetricSpec::getType)
                .containsExactly("Resource", "External", "External");
        assertThat(overlay.every(HorizontalPodAutoscaler.class).get(0).getSpec().getMetrics())
                .filteredOn(metric -> metric.getExternal() != null)
                .allSatisfy(metric -> assertThat(rules)
                        .contains(metric.getExternal().getMetric().getName()));
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void quota_holds_allReplicasAtTheirHighestInARollOut(Overlay overlay) {
        int ceiling =
                overlay.every(HorizontalPodAutoscaler.class).get(0).getSpec().getMaxReplicas();
        ResourceQuota quota = overlay.the(ResourceQuota.class, "touchline");
        for (String resource : List.of("cpu", "memory")) {
            BigDecimal needed = overlay.pods().entrySet().stream()
                    .map(pod -> request(pod.getValue(), resource).multiply(highest(overlay, pod.getKey(), ceiling)))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(quota.getSpec().getHard().get("requests." + resource).getNumericalAmount())
                    .as(resource)
                    .isGreaterThanOrEqualTo(needed);
        }
    }

    /** Replicas, and the quarter more (rounded up) that a roll-out starts before it takes old ones away. */
    private static BigDecimal highest(Overlay overlay, String pod, int ceiling) {
        if (!pod.startsWith("Deployment/")) {
            return BigDecimal.ONE;
        }
        Integer replicas = overlay.the(Deployment.class, pod.substring("Deployment/".length()))
                .getSpec()
                .getReplicas();
        int most = replicas == null ? ceiling : replicas;
        return BigDecimal.valueOf(most + (most + 3) / 4);
    }

    private static BigDecimal request(PodTemplateSpec pod, String resource) {
        return pod.getSpec()
                .getContainers()
                .get(0)
                .getResources()
                .getRequests()
                .get(resource)
                .getNumericalAmount();
    }

    @Test
    void floor_ofThePromotion_isTheCalendarsAlone() {
        Overlay promotion = Overlay.of("promotion");

        assertThat(promotion
                        .the(HorizontalPodAutoscaler.class, "attribution-svc")
                        .getSpec()
                        .getMinReplicas())
                .as("an apply in the middle of a promotion would lower it")
                .isNull();
        assertThat(promotion.the(Role.class, "promotion-calendar").getRules())
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.getResources()).containsExactly("horizontalpodautoscalers");
                    assertThat(rule.getResourceNames()).containsExactly("attribution-svc");
                    assertThat(rule.getVerbs()).containsExactly("get", "patch");
                });
        CronJob calendar = promotion.the(CronJob.class, "promotion-calendar");
        assertThat(calendar.getSpec().getStartingDeadlineSeconds()).isPositive();
        assertThat(calendar.getSpec().getConcurrencyPolicy()).isEqualTo("Forbid");
        assertThat(promotion.the(ConfigMap.class, "promotion-calendar").getData())
                .containsOnlyKeys("calendar.txt", "floor.sh");
    }
}
