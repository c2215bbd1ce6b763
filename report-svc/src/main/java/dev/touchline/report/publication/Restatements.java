package dev.touchline.report.publication;

import dev.touchline.report.ledger.Cause;
import dev.touchline.report.performance.ReportConfig;
import dev.touchline.report.performance.RowLimit;
import dev.touchline.report.performance.TimedQueries;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Published and live numbers, and the movements between them. Live is the sum of all movements, not of the published numbers
 * and what came later, so that the three prove each other.
 */
@ApplicationScoped
public class Restatements {

    private static final int PUBLISHED = -1;
    private static final int LIVE = -2;
    private static final long PARTS = 2L + Cause.values().length;

    // One of the two branches is never run: its condition is a constant.
    private static final String MOVED =
            """
            WITH copies AS MATERIALIZED (
                SELECT publication.* FROM publication JOIN published USING (cut)
                WHERE kind = $1 AND day BETWEEN $2 AND $3 AND ($4::text = '' OR brand = $4)
            ), moved AS (
                SELECT copies.cut AS copied, copies.day AS period, movement.* FROM copies JOIN movement
                    ON NOT $6::boolean AND movement.brand = copies.brand
                    AND movement.day BETWEEN copies.day AND copies.last_day
                UNION ALL
                SELECT copies.cut, copies.day, movement.* FROM copies JOIN movement
                    ON $6::boolean AND movement.brand = copies.brand
                    AND movement.booked_day BETWEEN copies.day AND copies.last_day
            )
            """;

    private static final String COMPARED = MOVED
            + """
                    , parts AS (
                        SELECT -1 AS part, copies.day AS period, copies.brand, ledger, campaign, store, currency, paid, refunded,
                               unmatched, touched, credited, NULL::bigint AS sale_id
                        FROM copies JOIN published_number USING (cut) WHERE view = CASE WHEN $6 THEN 2 ELSE 1 END
                        UNION ALL
                        SELECT -2, period, brand, ledger, campaign, store, currency, paid, refunded, unmatched, touched, credited,
                               NULL
                        FROM moved
                        UNION ALL
                        SELECT cause, period, brand, ledger, campaign, store, currency, paid, refunded, unmatched, touched,
                               credited, sale_id
                        FROM moved WHERE cut > copied
                    ), named AS (
                        SELECT *, CASE $7::text WHEN 'CAMPAIGN' THEN campaign WHEN 'STORE' THEN store WHEN 'BRAND' THEN brand
                                      WHEN 'DAY' THEN period::text ELSE '' END AS key
                        FROM parts
                        WHERE ($5::text = '' OR store = $5)
                          AND CASE $7 WHEN 'CAMPAIGN' THEN ledger = 1 WHEN 'STORE' THEN ledger = 2 ELSE true END
                    )
                    SELECT key, currency, part, count(DISTINCT sale_id) AS sales, sum(paid - refunded)::bigint AS net,
                           coalesce(sum(touched) FILTER (WHERE ledger = 2 OR $7 = 'CAMPAIGN'), 0)::bigint AS touched,
                           coalesce(sum(credited) FILTER (WHERE campaign <> '' OR $7 = 'CAMPAIGN'), 0)::bigint AS credited,
                           coalesce(sum(unmatched) FILTER (WHERE ledger = 2 OR $7 = 'CAMPAIGN'), 0)::bigint AS unmatched
                    FROM named GROUP BY key, currency, part LIMIT $8
                    """;

    private static final String SALES = MOVED
            + """
                    SELECT sale_id, moved.cut, period, currency, brand, moved.cause, document, changed_at,
                           sum(paid - refunded)::bigint AS net,
                           coalesce(sum(touched) FILTER (WHERE ledger = 2 OR $8::text <> ''), 0)::bigint AS touched,
                           coalesce(sum(credited) FILTER (WHERE campaign <> ''), 0)::bigint AS credited,
                           coalesce(sum(unmatched) FILTER (WHERE ledger = 2), 0)::bigint AS unmatched
                    FROM moved JOIN journal USING (sale_id, cut)
                    WHERE moved.cut > copied
                      AND ($5::text = '' OR store = $5)
                      AND ($7::int = 0 OR moved.cause = $7)
                      AND ($8 = '' OR (ledger = 1 AND campaign = $8))
                      AND (sale_id, moved.cut, period, currency, brand) > ($9, $10, $11, $12, $13)
                    GROUP BY sale_id, moved.cut, period, currency, brand, moved.cause, document, changed_at
                    ORDER BY sale_id, moved.cut, period, currency, brand
                    LIMIT $14
                    """;

    private static final String COPIES =
            """
            SELECT count(*), count(*) FILTER (WHERE NOT complete) FROM publication JOIN published USING (cut)
            WHERE kind = $1 AND day BETWEEN $2 AND $3 AND ($4::text = '' OR brand = $4)
            """;

    /** How many copies are covered, and how many of them were not complete. */
    record Covered(long copies, long incomplete) {}

    private final TimedQueries queries;
    private final ReportConfig config;

    public Restatements(Pool pool, ReportConfig config) {
        this.queries = new TimedQueries(pool, config.deadline());
        this.config = config;
    }

    /** One row for each key and currency that was published or changed; each is read in at most {@link #PARTS} parts. */
    Uni<List<Restatement>> report(Asked asked, RestatementSplit by) {
        RowLimit limit = new RowLimit(config.maxRows());
        return queries.run(COMPARED, copies(asked).addString(by.name()).addLong(limit.oneMore() * PARTS))
                .map(rows ->
                        limit.check(rows(rows.stream().map(Restatements::part).toList())));
    }

    /** The sales behind a difference, from a place on; cause 0: all, no campaign: all. */
    Uni<List<RestatedSale>> sales(Asked asked, int cause, String campaign, RestatedSale.Place after, int limit) {
        return queries.run(
                        SALES,
                        copies(asked)
                                .addInteger(cause)
                                .addString(campaign)
                                .addLong(after.sale())
                                .addLong(after.cut())
                                .addLocalDate(after.period())
                                .addString(after.currency())
                                .addString(after.brand())
                                .addInteger(limit))
                .map(rows -> rows.stream().map(Restatements::sale).toList());
    }

    /** Which copies are covered. */
    Uni<Covered> covered(Asked asked) {
        Tuple parameters = Tuple.of((short) asked.kind().number(), asked.from(), asked.to(), asked.brand());
        return queries.run(COPIES, parameters)
                .map(rows -> rows.iterator().next())
                .map(row -> new Covered(row.getLong(0), row.getLong(1)));
    }

    private static Tuple copies(Asked asked) {
        return Tuple.tuple()
                .addShort((short) asked.kind().number())
                .addLocalDate(asked.from())
                .addLocalDate(asked.to())
                .addString(asked.brand())
                .addString(asked.store())
                .addBoolean(asked.booked());
    }

    private record Read(String key, String currency, int part, Numbers numbers, long sales) {}

    private static Read part(Row row) {
        return new Read(
                row.getString("key"),
                row.getString("currency"),
                row.getInteger("part"),
                numbers(row),
                row.getLong("sales"));
    }

    private static List<Restatement> rows(List<Read> parts) {
        Map<List<String>, List<Read>> byKey = new TreeMap<>((a, b) -> {
            int first = a.get(0).compareTo(b.get(0));
            return first == 0 ? a.get(1).compareTo(b.get(1)) : first;
        });
        parts.forEach(each -> byKey.computeIfAbsent(List.of(each.key(), each.currency()), key -> new ArrayList<>())
                .add(each));
        return byKey.entrySet().stream()
                .map(entry -> restatement(entry.getKey().get(0), entry.getKey().get(1), entry.getValue()))
                .sorted(Restatement.ORDER)
                .toList();
    }

    private static Restatement restatement(String key, String currency, List<Read> parts) {
        Numbers published = Numbers.NOTHING;
        Numbers live = Numbers.NOTHING;
        Map<Integer, Restatement.Part> causes = new TreeMap<>();
        for (Read read : parts) {
            if (read.part() == PUBLISHED) {
                published = read.numbers();
            } else if (read.part() == LIVE) {
                live = read.numbers();
            } else {
                Cause cause = Cause.values()[read.part()];
                causes.put(read.part(), new Restatement.Part(cause, read.numbers(), read.sales()));
            }
        }
        return new Restatement(key, currency, published, live, List.copyOf(causes.values()));
    }

    private static RestatedSale sale(Row row) {
        return new RestatedSale(
                new RestatedSale.Place(
                        row.getLong("sale_id"),
                        row.getLong("cut"),
                        row.getLocalDate("period"),
                        row.getString("currency"),
                        row.getString("brand")),
                Cause.values()[row.getShort("cause")],
                row.getString("document"),
                row.getOffsetDateTime("changed_at").toInstant(),
                numbers(row));
    }

    private static Numbers numbers(Row row) {
        return new Numbers(
                row.getLong("net"), row.getLong("touched"), row.getLong("credited"), row.getLong("unmatched"));
    }
}
