package dev.touchline.report.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.touchline.kit.error.Rejection;
import dev.touchline.report.testing.Limits;
import dev.touchline.report.testing.ReportDatabase;
import dev.touchline.type.v1.ErrorReason;
import io.grpc.Status;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** The database itself ends what takes too long, so that no connection stays with a report that nobody waits for. */
class TimedQueriesTest {

    private static final String SLEEP = "SELECT pg_sleep($1::int)";
    private static final String SLEEPING =
            "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'SELECT pg_sleep%'";
    private static final String TIMEOUT = "SELECT current_setting('statement_timeout')";

    private final Pool pool = ReportDatabase.pool();

    @Test
    void statement_thatTakesTooLong_isEndedInTheDatabase() {
        TimedQueries queries = new TimedQueries(pool, Duration.ofMillis(200));

        Rejection late = catchThrowableOfType(Rejection.class, () -> await(queries.run(SLEEP, Tuple.of(60))));

        assertThat(late).hasMessage("time of the report: longer (expected: within PT0.2S)");
        assertThat(late.reason()).isEqualTo(ErrorReason.ERROR_REASON_OVERLOADED);
        assertThat(late.code()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(await(pool.query(SLEEPING).execute()).iterator().next().getLong(0))
                .isZero();
    }

    @Test
    void report_thatWaitsForALock_isRefused() {
        MoneyReports money = new MoneyReports(pool, new Limits(10, 1, Duration.ofMillis(200)));
        Scope scope = new Scope(1, LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 2), "", 0, 0, "");

        assertThatThrownBy(() -> await(pool.withTransaction(
                        tx -> tx.query("LOCK TABLE leaf").execute().chain(() -> money.report(scope, Split.DAY)))))
                .isInstanceOf(Rejection.class)
                .hasMessageStartingWith("time of the report: longer");
    }

    @Test
    void timeout_ofAReport_isNotLeftOnTheConnection() {
        TimedQueries queries = new TimedQueries(pool, Duration.ofSeconds(20));

        assertThat(await(queries.run(TIMEOUT, Tuple.tuple())).iterator().next().getString(0))
                .isEqualTo("20s");
        assertThat(await(pool.query(TIMEOUT).execute()).iterator().next().getString(0))
                .isEqualTo("0");
    }

    @Test
    void statement_thatFails_failsAsItself() {
        TimedQueries queries = new TimedQueries(pool, Duration.ofSeconds(20));

        assertThatThrownBy(() -> await(queries.run("SELECT 1 / $1::int", Tuple.of(0))))
                .isInstanceOf(PgException.class);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofMinutes(1));
    }
}
