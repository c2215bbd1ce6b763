package dev.touchline.touch.report;

import dev.touchline.kit.feed.FeedInbox;
import dev.touchline.touch.report.Candidates.Kept;
import dev.touchline.touch.report.Stages.NewFact;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;

/** Writes what a batch made of touches that it holds locked, and tells the feed: one event a touch. */
@ApplicationScoped
class TouchWrites {

    private final Touches touches;
    private final Stages stages;
    private final Candidates candidates;
    private final FeedInbox inbox;

    TouchWrites(Touches touches, Stages stages, Candidates candidates, FeedInbox inbox) {
        this.touches = touches;
        this.stages = stages;
        this.candidates = candidates;
        this.inbox = inbox;
    }

    Uni<Void> write(SqlConnection tx, List<Draft> drafts) {
        List<Draft> changed = drafts.stream().filter(Draft::changed).toList();
        List<TouchState> rows =
                drafts.stream().filter(Draft::rowChanged).map(Draft::state).toList();
        List<Kept> kept =
                drafts.stream().flatMap(draft -> draft.newCandidates().stream()).toList();
        return touches.update(tx, rows)
                .chain(() -> stages.insert(tx, facts(changed)))
                .chain(() -> candidates.insert(tx, kept))
                .chain(() -> tell(tx, changed.stream().map(Draft::state).toList()));
    }

    /** Appends the whole state of changed touches to the feed, in the transaction that changed them. */
    Uni<Void> tell(SqlConnection tx, List<TouchState> changed) {
        return inbox.append(
                tx,
                changed.stream()
                        .sorted(Comparator.comparing(TouchState::id))
                        .map(TouchMessages::event)
                        .toList());
    }

    private static List<NewFact> facts(List<Draft> changed) {
        return changed.stream()
                .flatMap(draft -> draft.newStages().stream()
                        .map(fact ->
                                new NewFact(draft.state().id(), draft.state().version(), fact)))
                .toList();
    }
}
