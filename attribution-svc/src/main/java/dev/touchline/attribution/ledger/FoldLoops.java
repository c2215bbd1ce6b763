package dev.touchline.attribution.ledger;

import dev.touchline.attribution.dirty.DirtyMembers;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
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
    private final List<Cancellable> loops = new ArrayList<>();

    public FoldLoops(Pool pool, DirtyMembers dirty, Folder folder, FoldConfig config) {
        this.pool = pool;
        this.dirty = dirty;
        this.folder = folder;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        for (int loop = 0; config.run() && loop < config.loops(); loop++) {
            loops.add(loop());
        }
    }

    void stop(@Observes ShutdownEvent event) {
        loops.forEach(Cancellable::cancel);
    }

    private Cancellable loop() {
        return Uni.createFrom()
                .deferred(this::round)
                .chain(claimed -> claimed > 0
                        ? Uni.createFrom().item(claimed)
                        : Uni.createFrom().item(claimed).onItem().delayIt().by(config.idle()))
                .onFailure()
                .recoverWithUni(this::rest)
                .repeat()
                .indefinitely()
                .subscribe()
                .with(claimed -> {});
    }

    /** Folds once in every shard that has work, in an order of its own, so that loops seldom meet; answers claims. */
    Uni<Integer> round() {
        return dirty.shardsWithWork(pool).chain(shards -> {
            Collections.shuffle(shards);
            Uni<Integer> claimed = Uni.createFrom().item(0);
            for (short shard : shards) {
                claimed = claimed.chain(sum -> folder.foldShard(shard).map(folded -> sum + folded.claimed()));
            }
            return claimed;
        });
    }

    private Uni<Integer> rest(Throwable failure) {
        LOG.errorf(failure, "Dirty members cannot be folded now retry_in=%s", config.retryDelay());
        return Uni.createFrom().item(0).onItem().delayIt().by(config.retryDelay());
    }
}
