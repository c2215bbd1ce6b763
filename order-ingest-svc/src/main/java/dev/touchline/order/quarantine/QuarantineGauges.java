package dev.touchline.order.quarantine;

import dev.touchline.kit.telemetry.Gauge;
import dev.touchline.kit.telemetry.Gauge.Reading;
import dev.touchline.kit.telemetry.GaugeSource;
import dev.touchline.kit.telemetry.ReadOnly;
import dev.touchline.type.v1.ErrorReason;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;

/**
 * What waits in quarantine for a person, by reason; a reason without documents shows 0. Counting is bounded, so that it costs
 * the same on the worst day; from the bound on, the alert QuarantineFull takes over from QuarantineGrowing.
 */
@ApplicationScoped
public class QuarantineGauges implements GaugeSource {

    private static final Gauge DOCUMENTS = new Gauge(
            "touchline.quarantine.documents",
            "{document}",
            "Documents in quarantine that wait for a person, counted up to 10,000 for each reason");
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("reason");
    private static final String PREFIX = "ERROR_REASON_";

    private static final Short[] REASONS = Arrays.stream(ErrorReason.values())
            .filter(reason -> reason != ErrorReason.UNRECOGNIZED && reason != ErrorReason.ERROR_REASON_UNSPECIFIED)
            .map(reason -> (short) reason.getNumber())
            .toArray(Short[]::new);

    private static final String BY_REASON =
            """
            SELECT reason, (SELECT count(*) FROM (SELECT FROM quarantine
                                                  WHERE quarantine.reason = named.reason
                                                    AND left_at IS NULL AND closed_at IS NULL
                                                  LIMIT 10000) AS waiting)
            FROM unnest($1::smallint[]) AS named (reason)
            """;

    private final ReadOnly database;

    public QuarantineGauges(ReadOnly database) {
        this.database = database;
    }

    @Override
    public List<Gauge> gauges() {
        return List.of(DOCUMENTS);
    }

    @Override
    public Uni<List<Reading>> read() {
        return database.read(tx -> tx.preparedQuery(BY_REASON)
                .execute(Tuple.tuple().addArrayOfShort(REASONS))
                .map(QuarantineGauges::readings));
    }

    private static List<Reading> readings(RowSet<Row> rows) {
        return rows.stream()
                .map(row -> DOCUMENTS.reading(row.getLong(1), Attributes.of(REASON, name(row.getShort(0)))))
                .toList();
    }

    private static String name(short reason) {
        return ErrorReason.forNumber(reason).name().substring(PREFIX.length());
    }
}
