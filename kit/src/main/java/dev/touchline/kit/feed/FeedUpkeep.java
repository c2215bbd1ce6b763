package dev.touchline.kit.feed;

import dev.touchline.kit.feed.FeedPartitions.Partition;
import dev.touchline.kit.loop.Loops;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Keeps the feed's table in shape: two empty partitions ahead, and no partition that is older than the feed keeps. Any
 * replica may run it; each step is one short transaction that only one of them makes.
 *
 * <p>A partition leaves when all its positions are taken, the last of them long enough ago, and {@link FeedRepeats} has told
 * again what only it knew.
 */
@ApplicationScoped
public class FeedUpkeep {

    private static final Logger LOG = Logger.getLogger(FeedUpkeep.class);
    private static final int AHEAD = 2;

    private static final String ALONE =
            "SELECT pg_try_advisory_xact_lock(hashtextextended('touchline feed upkeep', 0))";

    private static final String HIGHEST_AND_LOWEST = "SELECT max(last), min(last) FROM feed_head";

    private final Pool pool;
    private final FeedPartitions partitions;
    private final FeedRepeats repeats;
    private final FeedConfig config;
    private final Loops loops;

    public FeedUpkeep(Pool pool, FeedPartitions partitions, FeedRepeats repeats, FeedConfig config, Loops loops) {
        this.pool = pool;
        this.partitions = partitions;
        this.repeats = repeats;
        this.config = config;
        this.loops = loops;
    }

    void start(@Observes StartupEvent event) {
        if (config.sequence()) {
            loops.start(this::round);
        }
    }

    private Uni<Duration> round() {
        return step().onFailure()
                .recoverWithItem(this::later)
                .map(worked -> worked ? config.upkeepPause() : config.upkeep());
    }

    /** Does the next piece of work; answers whether there was any. */
    Uni<Boolean> step() {
        return pool.withTransaction(tx -> tx.query(ALONE)
                .execute()
                .chain(rows -> rows.iterator().next().getBoolean(0)
                        ? step(tx)
                        : Uni.createFrom().item(false)));
    }

    private Uni<Boolean> step(SqlConnection tx) {
        return tx.query(HIGHEST_AND_LOWEST)
                .execute()
                .map(rows -> rows.iterator().next())
                .chain(heads -> partitions.all(tx).chain(all -> step(tx, all, heads.getLong(0), heads.getLong(1))));
    }

    private Uni<Boolean> step(SqlConnection tx, List<Partition> all, long highest, long lowest) {
        long next = all.isEmpty() ? 1 : all.get(all.size() - 1).until();
        if (next <= highest + AHEAD * config.partitionSize()) {
            return partitions.attach(tx, next, next + config.partitionSize()).replaceWith(true);
        }
        Partition oldest = all.get(0);
        return lowest < oldest.until() - 1
                ? Uni.createFrom().item(false)
                : partitions
                        .isOld(tx, oldest)
                        .chain(old ->
                                old ? retire(tx, oldest) : Uni.createFrom().item(false));
    }

    private Uni<Boolean> retire(SqlConnection tx, Partition oldest) {
        return repeats.step(tx, oldest.until())
                .chain(worked -> worked
                        ? Uni.createFrom().item(true)
                        : partitions
                                .detach(tx, oldest)
                                .invoke(() -> LOG.infof("Feed partition detached table=%s", oldest.table()))
                                .replaceWith(true));
    }

    private boolean later(Throwable failure) {
        if (FeedPartitions.inUse(failure)) {
            LOG.infof("Feed partition is in use; it is detached later");
        } else {
            LOG.warn("Upkeep of the feed failed; trying again", failure);
        }
        return false;
    }
}
