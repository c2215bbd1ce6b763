package dev.touchline.attribution.ledger;

import static java.util.Comparator.naturalOrder;

import dev.touchline.attribution.dirty.DirtyMembers;
import dev.touchline.kit.loop.Loops;
import dev.touchline.kit.loop.Stopping;
import dev.touchline.kit.shard.Shard;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jboss.logging.Logger;

/** Folds whoever is dirty, in a few loops, until the service stops. Any number of processes may do so at once. */
@ApplicationScoped
public class FoldLoops {

    private static final Logger LOG = Logger.getLogger(FoldLoops.class);

    private final Pool pool;
    private final DirtyMembers dirty;
    private final Folder folder;
    private final FoldConfig config;
    private final Loops loops;
    private final Stopping stopping;

    public FoldLoops(Pool pool, DirtyMembers dirty, Folder folder, FoldConfig config, Loops loops, Stopping stopping) {
        this.pool = pool;
        this.dirty = dirty;
        this.folder = folder;
        this.config = config;
        this.loops = loops;
        this.stopping = stopping;
    }

    void start(@Observes StartupEvent event) {
        for (int loop = 0; config.run() && loop < config.loops(); loop++) {
            loops.start(() -> round().onFailure().recoverWithItem(this::rest));
        }
    }

    /**
     * Folds once in every shard that is due, in an order of its own, so that loops seldom meet; answers how long until another
     * may be. Ends early, between two shards, when the service stops.
     *
     * <p>A shard is due when its oldest mark is as old as {@link FoldConfig#gather}, times the part of the shards that have work: one
     * mark alone waits for next to nothing. A transaction costs more than a few persons in it, and so each shard has no more of them
     * however many loops and processes there are.
     */
    private Uni<Duration> round() {
        return dirty.ages(pool).chain(ages -> {
            Duration due = config.gather().multipliedBy(ages.size()).dividedBy(Shard.COUNT);
            List<Short> shards = new ArrayList<>(ages.keySet());
            shards.removeIf(shard -> ages.get(shard).compareTo(due) < 0);
            Collections.shuffle(shards);
            return shards.isEmpty()
                    ? Uni.createFrom().item(untilDue(due, ages.values()))
                    : fold(shards, due).map(claimed -> claimed > 0 ? Duration.ZERO : config.idle());
        });
    }

    /** Answers how many units were claimed; none: others are at these shards. */
    private Uni<Integer> fold(List<Short> shards, Duration due) {
        Uni<Integer> claimed = Uni.createFrom().item(0);
        for (short shard : shards) {
            claimed = claimed.chain(sum -> stopping.begun()
                    ? Uni.createFrom().item(sum)
                    : folder.foldShard(shard, due).map(folded -> sum + folded.claimed()));
        }
        return claimed;
    }

    private Duration untilDue(Duration due, Collection<Duration> ages) {
        Duration left = ages.stream().max(naturalOrder()).map(due::minus).orElse(Duration.ZERO);
        return left.compareTo(config.idle()) > 0 ? left : config.idle();
    }

    private Duration rest(Throwable failure) {
        LOG.errorf(failure, "Dirty members cannot be folded now retry_in=%s", config.retryDelay());
        return config.retryDelay();
    }
}
