package dev.touchline.kit.telemetry;

import dev.touchline.kit.telemetry.Gauge.Reading;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Walks a ledger for ever, a slice of entries at a time, and tells by how much conservation (credits + organic = net) is
 * broken. A slice is one short statement, so that a ledger of any size is never held by a long transaction; what was found
 * shows at once, and until a whole round was clean.
 */
public abstract class DriftGauges implements GaugeSource {

    /**
     * A ledger to walk.
     *
     * @param name label of its readings
     * @param shards how many shards it has; each statement names one
     * @param slice answers currency, drift in minor units (0 or more) and the key of up to {@code $last} entries in the order
     *     of their keys; parameters: the shard, the key after which to begin, how many
     * @param start a key before all others
     */
    public record Ledger(String name, int shards, String slice, List<Object> start) {}

    private static final Gauge DRIFT = new Gauge(
            "touchline.ledger.drift",
            "{minor_unit}",
            "Minor units by which credits and organic differ from net; 0: every fen is in place");
    private static final Gauge CHECKED = new Gauge(
            "touchline.ledger.drift.checked.age", "s", "Since the last full round of the check, or since the start");
    private static final AttributeKey<String> LEDGER = AttributeKey.stringKey("ledger");
    private static final AttributeKey<String> CURRENCY = AttributeKey.stringKey("currency");

    /** ISO 4217 for "no currency": what an empty ledger has. */
    private static final String NO_CURRENCY = "XXX";

    private static final int KEY = 2;

    private final ReadOnly database;
    private final TelemetryConfig config;
    private final Clock clock;
    private final Ledger ledger;

    private int shard;
    private List<Object> after;
    private Map<String, Long> found = new TreeMap<>();
    private Map<String, Long> lastRound = Map.of();
    private Instant finished;

    protected DriftGauges(ReadOnly database, TelemetryConfig config, Clock clock, Ledger ledger) {
        this.database = database;
        this.config = config;
        this.clock = clock;
        this.ledger = ledger;
        this.after = ledger.start();
        this.finished = clock.instant();
    }

    @Override
    public final List<Gauge> gauges() {
        return List.of(DRIFT, CHECKED);
    }

    @Override
    public final Duration rest(TelemetryConfig telemetry) {
        return atTheBeginning() ? telemetry.interval() : telemetry.driftPause();
    }

    @Override
    public final Uni<List<Reading>> read() {
        Tuple slice = Tuple.tuple().addShort((short) shard);
        after.forEach(slice::addValue);
        slice.addInteger(config.driftSlice());
        return database.read(tx -> tx.preparedQuery(ledger.slice()).execute(slice))
                .invoke(this::advance)
                .map(rows -> readings());
    }

    private boolean atTheBeginning() {
        return shard == 0 && after.equals(ledger.start());
    }

    private void advance(RowSet<Row> rows) {
        for (Row row : rows) {
            found.merge(row.getString(0), row.getLong(1), Long::sum);
            after = key(row);
        }
        if (rows.size() < config.driftSlice()) {
            after = ledger.start();
            shard = (shard + 1) % ledger.shards();
            if (shard == 0) {
                lastRound = found;
                found = new TreeMap<>();
                finished = clock.instant();
            }
        }
    }

    private static List<Object> key(Row row) {
        List<Object> key = new ArrayList<>();
        for (int column = KEY; column < row.size(); column++) {
            key.add(row.getValue(column));
        }
        return key;
    }

    private List<Reading> readings() {
        Map<String, Long> drift = new TreeMap<>(lastRound);
        found.forEach((currency, amount) -> drift.merge(currency, amount, Math::max));
        if (drift.isEmpty()) {
            drift.put(NO_CURRENCY, 0L);
        }
        List<Reading> readings = new ArrayList<>();
        drift.forEach((currency, amount) ->
                readings.add(DRIFT.reading(amount, Attributes.of(LEDGER, ledger.name(), CURRENCY, currency))));
        double age = Duration.between(finished, clock.instant()).toMillis() / 1e3;
        readings.add(CHECKED.reading(age, Attributes.of(LEDGER, ledger.name())));
        return readings;
    }
}
