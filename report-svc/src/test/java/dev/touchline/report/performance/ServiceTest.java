package dev.touchline.report.performance;

import dev.touchline.report.testing.Feeds;
import dev.touchline.report.v1.ReportService;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;

/** What tests of the running service share: its stub, and feeds that have told of nothing when a test begins. */
abstract class ServiceTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @GrpcClient("report-svc")
    ReportService reports;

    @Inject
    Pool pool;

    Feeds feeds;

    @BeforeEach
    void forgetAll() {
        feeds = new Feeds(pool);
        feeds.forgetAll();
    }

    static <T> T await(Uni<T> answer) {
        return answer.await().atMost(PATIENCE);
    }
}
