package dev.touchline.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchline.cli.peer.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://me:s%40cret@db.local:5433/main",
                "postgres://me:s%40cret@db.local:5433/main",
                "jdbc:postgresql://db.local:5433/main?user=me&password=s%40cret"
            })
    void everyUsualForm_isUnderstood(String url) {
        assertThat(Database.parse(url, "t_")).isEqualTo(new Database("db.local", 5433, "me", "s@cret", "main", "t_"));
    }

    @Test
    void whatIsLeftOut_isTheUsual() {
        assertThat(Database.parse("postgresql://db.local", ""))
                .isEqualTo(new Database("db.local", 5432, "postgres", "", "postgres", ""));
    }

    @Test
    void prefix_standsBeforeEveryName() {
        assertThat(Database.parse("postgresql://h/p", "run7_").nameOf(Service.ORDER_INGEST))
                .isEqualTo("run7_order_ingest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql://h/p", "db.local:5432", "postgresql:///x", "not a url"})
    void anythingElse_isRefusedWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> Database.parse(url, ""))
                .hasMessage("TOUCHLINE_DB_URL (expected: postgresql://user:password@host:port/database)");
    }
}
