package dev.touchline.attribution.ledger;

import dev.touchline.kit.shard.Shard;
import dev.touchline.kit.telemetry.DriftGauges;
import dev.touchline.kit.telemetry.ReadOnly;
import dev.touchline.kit.telemetry.TelemetryConfig;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/**
 * Conservation of both ledgers, of the campaign ledger's under every model, checked all the time. Entries whose performance
 * is not decided yet, as an upgrade leaves them, are no drift: the invariant counts them.
 */
@Singleton
public class LedgerDrift extends DriftGauges {

    private static final String SLICE =
            """
            SELECT currency,
                   greatest(
                       (SELECT max(abs(net - organic - model.credited))
                        FROM (VALUES (given.precedence), (given.first), (given.last), (given.linear), (given.position),
                                     (given.time_decay)) AS model (credited))::bigint,
                       owned.drift),
                   unit, sale, brand
            FROM (SELECT * FROM ledger WHERE shard = $1 AND (unit, sale, brand) > ($2, $3, $4)
                  ORDER BY unit, sale, brand LIMIT $5) AS entry
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(precedence), 0) AS precedence, coalesce(sum(first), 0) AS first,
                       coalesce(sum(last), 0) AS last, coalesce(sum(linear), 0) AS linear,
                       coalesce(sum(position), 0) AS position, coalesce(sum(time_decay), 0) AS time_decay
                FROM credit
                WHERE credit.shard = $1 AND credit.unit = entry.unit AND credit.sale = entry.sale
                      AND credit.brand = entry.brand) AS given
            CROSS JOIN LATERAL (
                SELECT greatest(abs(entry.net - sum(net)), abs(entry.unmatched - sum(unmatched)))::bigint AS drift
                FROM performance
                WHERE performance.shard = $1 AND performance.unit = entry.unit AND performance.sale = entry.sale
                      AND performance.brand = entry.brand) AS owned
            ORDER BY unit, sale, brand
            """;

    LedgerDrift(ReadOnly database, TelemetryConfig config, Clock clock) {
        super(
                database,
                config,
                clock,
                new Ledger("campaign", Shard.COUNT, SLICE, List.of(Long.MIN_VALUE, Long.MIN_VALUE, "")));
    }
}
