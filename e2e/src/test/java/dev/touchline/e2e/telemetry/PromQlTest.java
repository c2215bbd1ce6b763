package dev.touchline.e2e.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Finding the metrics of a query. */
class PromQlTest {

    @Test
    void selectors_areFoundAmongFunctionsLabelsAndRanges() {
        assertThat(PromQl.selectors(
                        "histogram_quantile(0.99, sum by (job, le) (rate(a_bucket{job=~\"x}y\",b!=\"up\"}[5m])))"))
                .containsExactly("a_bucket{job=~\"x}y\",b!=\"up\"}");
        assertThat(PromQl.selectors(
                        "max by (b) (m) / on (currency) group_left () r:x:y > bool 1e3 or absent(t{a=\"1\"})"))
                .containsExactly("m", "r:x:y", "t{a=\"1\"}");
        assertThat(PromQl.selectors("deriv(max by (job) (head{})[5m:]) + sum(a offset 1h) * Inf"))
                .containsExactly("head{}", "a");
    }

    @Test
    void withoutValues_asksForTheLabelAlone() {
        assertThat(PromQl.withoutValuesOf("code", "a{code=~\"A|B\",job=\"x\"}")).isEqualTo("a{code!=\"\",job=\"x\"}");
    }

    @Test
    void metric_ofASelector_isItsName() {
        assertThat(PromQl.metric("a:b{c=\"d\"}")).isEqualTo("a:b");
        assertThat(PromQl.metric("a")).isEqualTo("a");
    }
}
