package dev.touchline.touch.report;

import dev.touchline.touch.journey.Candidate;
import dev.touchline.touch.journey.Content;
import dev.touchline.touch.journey.Journey;
import dev.touchline.touch.journey.Report;
import dev.touchline.touch.journey.StageFact;
import dev.touchline.touch.journey.TouchKey;
import dev.touchline.touch.journey.Verdict;
import dev.touchline.touch.report.Candidates.Kept;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** One touch in the hands of one batch: what was stored, and what the batch makes of it. */
final class Draft {

    private final TouchState stored;
    private final Journey row;
    private final boolean created;
    private Journey journey;
    private boolean heard;

    private Draft(TouchState stored, Journey row, boolean created) {
        this.stored = stored;
        this.row = row;
        this.created = created;
        this.journey = stored.journey();
    }

    static Draft of(TouchState stored) {
        return new Draft(stored, stored.journey(), false);
    }

    /** A touch whose row this batch inserted as its first report says: that report is news, whatever it says. */
    static Draft created(long id, TouchKey key, Journey row) {
        return new Draft(new TouchState(id, key, 1, Journey.begin(row.content())), row, true);
    }

    Content content() {
        return journey.content();
    }

    Verdict hear(Report report) {
        Verdict verdict = journey.hear(report);
        if (verdict instanceof Verdict.Refused) {
            return verdict;
        }
        boolean first = created && !heard;
        heard = true;
        journey = verdict.after(journey);
        return first ? new Verdict.News(journey) : verdict;
    }

    /** Whether others would see a difference. */
    boolean changed() {
        return created || journey.differs(stored.journey());
    }

    /** Whether the row of the touch itself differs from what is stored. */
    boolean rowChanged() {
        return journey.member() != row.member()
                || journey.addressee().named() != row.addressee().named()
                || !Objects.equals(journey.redeemedOn(), row.redeemedOn())
                || !created && changed();
    }

    TouchState state() {
        long version = created || !changed() ? stored.version() : stored.version() + 1;
        return new TouchState(stored.id(), stored.key(), version, journey);
    }

    List<StageFact> newStages() {
        Set<?> old = stored.journey().stages().keySet();
        return journey.stages().values().stream()
                .filter(fact -> !old.contains(fact.stage()))
                .toList();
    }

    /** The identifiers that decide or may decide who it is, and are not stored so. */
    List<Kept> newCandidates() {
        Map<Candidate, Long> old = stored.journey().addressee().candidates();
        return journey.addressee().candidates().entrySet().stream()
                .filter(entry -> !entry.getValue().equals(old.get(entry.getKey())))
                .map(entry -> new Kept(stored.id(), entry.getKey(), entry.getValue()))
                .toList();
    }
}
