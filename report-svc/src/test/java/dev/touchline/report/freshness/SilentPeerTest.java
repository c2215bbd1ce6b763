package dev.touchline.report.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.kittest.PostgresResource;
import dev.touchline.report.v1.GetDailyReportRequest;
import dev.touchline.report.v1.GetDailyReportResponse;
import dev.touchline.report.v1.ReportService;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reports while attribution-svc accepts connections and never answers. */
@QuarkusTest
@TestProfile(SilentPeerTest.Silent.class)
@WithTestResource(PostgresResource.class)
class SilentPeerTest {

    @GrpcClient("report-svc")
    ReportService reports;

    /** A port where somebody listens and says nothing. */
    public static class Silent implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                int port = new ServerSocket(0).getLocalPort(); // open until this process ends
                return Map.of("quarkus.grpc.clients.\"attribution-svc\".test-port", Integer.toString(port));
            } catch (IOException noPort) {
                throw new UncheckedIOException(noPort);
            }
        }
    }

    @Test
    void report_whileAttributionIsSilent_isServedSoonAndSaysThatItDoesNotKnowTheLag() {
        for (int call = 0; call < 6; call++) {
            GetDailyReportResponse report = reports.getDailyReport(GetDailyReportRequest.getDefaultInstance())
                    .await()
                    .atMost(Duration.ofSeconds(call == 0 ? 10 : 2));

            assertThat(report.getFreshness().getLedgerLag()).isEqualTo(-1);
        }
    }
}
