package dev.touchline.report.check;

import dev.touchline.kit.telemetry.DriftGauges;
import dev.touchline.kit.telemetry.ReadOnly;
import dev.touchline.kit.telemetry.TelemetryConfig;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

/** Conservation of what the reports are made of, under every model, checked all the time. */
@Singleton
public class ReportDrift extends DriftGauges {

    // Leaves are not sharded: everything is shard 0.
    private static final String SLICE =
            """
            SELECT currency,
                   (SELECT max(abs(net - organic - coalesce(given.amount, 0)))
                    FROM generate_series(1, 6) AS models (model)
                    LEFT JOIN (SELECT model, sum(amount) AS amount
                               FROM credit, unnest(amounts) WITH ORDINALITY AS each (amount, model)
                               WHERE credit.sale_id = entry.sale_id AND credit.brand = entry.brand
                               GROUP BY model) AS given USING (model))::bigint,
                   sale_id, brand, day
            FROM (SELECT * FROM leaf WHERE $1::smallint = 0 AND (sale_id, brand, day) > ($2, $3, $4)
                  ORDER BY sale_id, brand, day LIMIT $5) AS entry
            ORDER BY sale_id, brand, day
            """;

    ReportDrift(ReadOnly database, TelemetryConfig config, Clock clock) {
        super(
                database,
                config,
                clock,
                new Ledger("report", 1, SLICE, List.of(Long.MIN_VALUE, "", LocalDate.of(1, 1, 1))));
    }
}
