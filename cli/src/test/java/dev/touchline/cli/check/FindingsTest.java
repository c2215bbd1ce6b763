package dev.touchline.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.cli.peer.Service;
import dev.touchline.operations.v1.CheckInvariantsResponse;
import dev.touchline.operations.v1.Figure;
import dev.touchline.operations.v1.InvariantResult;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private static CheckInvariantsResponse net(long minor) {
        return CheckInvariantsResponse.newBuilder()
                .addFigures(Figure.newBuilder().setName("net:CNY").setValue(minor))
                .build();
    }

    @Test
    void violatedInvariant_isOneLineWithItsSamples() {
        CheckInvariantsResponse answer = CheckInvariantsResponse.newBuilder()
                .addResults(InvariantResult.newBuilder()
                        .setInvariant("conservation")
                        .setClaim("credits and organic add up to the net")
                        .setExamined(30_000)
                        .setViolations(2)
                        .addSamples("till/O1"))
                .build();

        Findings findings = Findings.of(Map.of(Service.ATTRIBUTION, answer));

        assertThat(findings.violations()).isEqualTo(2);
        assertThat(findings.all().get(0))
                .hasToString("VIOLATED  conservation (attribution-svc): 2 violations of 30,000 examined - credits and"
                        + " organic add up to the net; e.g. till/O1");
    }

    @Test
    void figureOfOneService_isNotCompared() {
        assertThat(Findings.of(Map.of(Service.REPORT, net(5))).all()).isEmpty();
    }

    @Test
    void figuresThatAgree_areOneFinding() {
        Map<Service, CheckInvariantsResponse> answers = new EnumMap<>(Service.class);
        answers.put(Service.ORDER_INGEST, net(5));
        answers.put(Service.REPORT, net(5));

        Findings findings = Findings.of(answers);

        assertThat(findings.violations()).isZero();
        assertThat(findings.all())
                .singleElement()
                .asString()
                .startsWith("OK        agreement (order-ingest-svc, report-svc): 0 violations of 2 examined");
    }

    @Test
    void figuresThatDiffer_areAViolation() {
        Map<Service, CheckInvariantsResponse> answers = new EnumMap<>(Service.class);
        answers.put(Service.ORDER_INGEST, net(5));
        answers.put(Service.ATTRIBUTION, net(5));
        answers.put(Service.REPORT, net(6));

        Findings findings = Findings.of(answers);

        assertThat(findings.violations()).isEqualTo(1);
        assertThat(findings.all().get(0).claim()).contains("net:CNY", "report-svc=6");
    }
}
