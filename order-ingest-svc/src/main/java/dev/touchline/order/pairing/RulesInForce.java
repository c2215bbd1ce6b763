package dev.touchline.order.pairing;

import dev.touchline.kit.time.ProtoTime;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * By which rules everything is paired, while processes with different ones run: by those of the process that started last. When
 * they change, every candidate is marked, a part at a time.
 */
@ApplicationScoped
public class RulesInForce {

    private static final Logger LOG = Logger.getLogger(RulesInForce.class);

    /** How twins are found is a rule, too: to be counted up when it changes. */
    private static final String ALGORITHM = "v1 ";

    /** Whoever goes by the rules in force leaves no mark for so long. */
    private static final Duration ABANDONED = Duration.ofMinutes(10);

    private static final String CHANGE =
            """
            UPDATE pairing_rules SET rules = $1, marked = 0
            WHERE rules <> $1 AND ($2 OR EXISTS (SELECT FROM pairing_due WHERE since < $3))
            """;

    // The place is a scalar, so that candidates are read by their key, as many as are wanted.
    private static final String MARK_NEXT =
            """
            WITH place AS MATERIALIZED (
                SELECT marked FROM pairing_rules WHERE rules = $1 AND marked IS NOT NULL FOR UPDATE SKIP LOCKED),
            next AS MATERIALIZED (
                SELECT sale_id FROM candidate WHERE sale_id > (SELECT marked FROM place) ORDER BY sale_id LIMIT $2),
            due AS (
                INSERT INTO pairing_due (sale_id, stamp, changed, since)
                SELECT sale_id, nextval('pairing_stamps'), false, $3 FROM next ORDER BY sale_id
                ON CONFLICT (sale_id) DO UPDATE SET stamp = excluded.stamp)
            UPDATE pairing_rules SET marked = (SELECT max(sale_id) FROM next) FROM place
            """;

    private final Clock clock;
    private final PairingConfig config;
    private final String rules;

    public RulesInForce(Clock clock, PairingConfig config) {
        this.clock = clock;
        this.config = config;
        this.rules = text(config);
    }

    /** Rules as processes compare them. */
    static String text(PairingConfig config) {
        return ALGORITHM + config.rules();
    }

    /**
     * Puts the rules of this process in force.
     *
     * @param starting whether it starts now; if not, only if nobody is left who goes by those that are
     */
    Uni<Void> assertOwn(SqlClient client, boolean starting) {
        Instant abandoned = clock.instant().minus(ABANDONED);
        return client.preparedQuery(CHANGE)
                .execute(Tuple.of(rules, starting, ProtoTime.stored(abandoned)))
                .invoke(changed -> {
                    if (changed.rowCount() > 0) {
                        LOG.infof("Everything is paired anew rules=%s", rules);
                    }
                })
                .replaceWithVoid();
    }

    /** Marks more candidates, if they were not all marked since the rules changed; answers whether. */
    Uni<Boolean> markNext(SqlClient client, int limit) {
        Instant left = clock.instant().minus(config.patience());
        return client.preparedQuery(MARK_NEXT)
                .execute(Tuple.of(rules, limit, ProtoTime.stored(left)))
                .map(done -> done.rowCount() > 0);
    }
}
