package dev.touchline.kit.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each column has the array type that the driver expects for its SQL type. */
class ColumnsTest {

    private record Sale(
            long id, int type, String brand, boolean present, LocalDate day, Instant paid, ByteString body) {}

    private static final Sale WHOLE = new Sale(
            7,
            2,
            "AERO",
            true,
            LocalDate.of(2025, 3, 1),
            Instant.parse("2025-03-01T04:05:06.000007Z"),
            ByteString.copyFromUtf8("x"));

    private static final Sale BARE = new Sale(8, 3, null, false, null, null, null);

    @Test
    void columns_ofTwoRows_areArraysInTheOrderOfTheCalls() {
        Tuple parameters = new Columns<>(List.of(WHOLE, BARE))
                .bigint(Sale::id)
                .smallint(Sale::type)
                .integer(Sale::type)
                .text(Sale::brand)
                .bool(Sale::present)
                .date(Sale::day)
                .timestamptz(Sale::paid)
                .bytea(Sale::body)
                .parameters();

        assertThat(parameters.size()).isEqualTo(8);
        assertThat(parameters.getValue(0)).isEqualTo(new Long[] {7L, 8L});
        assertThat(parameters.getValue(1)).isEqualTo(new Short[] {2, 3});
        assertThat(parameters.getValue(2)).isEqualTo(new Integer[] {2, 3});
        assertThat(parameters.getValue(3)).isEqualTo(new String[] {"AERO", null});
        assertThat(parameters.getValue(4)).isEqualTo(new Boolean[] {true, false});
        assertThat(parameters.getValue(5)).isEqualTo(new LocalDate[] {WHOLE.day(), null});
        assertThat(parameters.getValue(6))
                .isEqualTo(new OffsetDateTime[] {OffsetDateTime.parse("2025-03-01T04:05:06.000007Z"), null});
        assertThat(parameters.getValue(7)).isEqualTo(new Buffer[] {Buffer.buffer("x"), null});
    }

    @Test
    void bigint_ofNull_isNull() {
        Tuple parameters = new Columns<>(List.of(WHOLE, BARE))
                .bigint(sale -> sale.present() ? sale.id() : null)
                .parameters();

        assertThat(parameters.getValue(0)).isEqualTo(new Long[] {7L, null});
    }

    @Test
    void columns_ofNoRows_areEmptyArrays() {
        assertThat(new Columns<Sale>(List.of()).bigint(Sale::id).parameters().getValue(0))
                .isEqualTo(new Long[0]);
    }
}
