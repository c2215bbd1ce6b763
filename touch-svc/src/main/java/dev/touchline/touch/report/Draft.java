package dev.touchline.touch.report;

import com.google.protobuf.ByteString;
import dev.touchline.touch.journey.Journey;
import dev.touchline.touch.journey.Report;
import dev.touchline.touch.journey.StageFact;
import dev.touchline.touch.journey.TouchKey;
import dev.touchline.touch.journey.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** One touch in the hands of one batch: what was stored, and what the batch makes of it. */
final class Draft {

    private final TouchState stored;
    private final Journey row;
    private final boolean created;
    private final Map<ByteString, Integer> waitsFor = new LinkedHashMap<>();
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

    Verdict hear(Report report, List<ByteString> hashes) {
        Verdict verdict = journey.hear(report);
        if (verdict instanceof Verdict.Refused) {
            return verdict;
        }
        boolean first = created && !heard;
        heard = true;
        if (verdict instanceof Verdict.News news) {
            journey = news.journey();
        }
        for (ByteString hash : hashes) {
            waitsFor.putIfAbsent(hash, waitsFor.size());
        }
        return first ? new Verdict.News(journey) : verdict;
    }

    boolean changed() {
        return created || !journey.equals(stored.journey());
    }

    /** Whether the row of the touch itself differs from what is stored. */
    boolean rowChanged() {
        return created
                ? journey.member() != row.member() || !Objects.equals(journey.redeemedOn(), row.redeemedOn())
                : changed();
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

    /** The identifiers that will tell who it is, with their rank; empty once somebody knows. */
    Map<ByteString, Integer> waitsFor() {
        return journey.member() == 0 ? waitsFor : Map.of();
    }

    /** Whether the touch waited before and waits no more. */
    boolean identified() {
        return !created && stored.journey().member() == 0 && journey.member() != 0;
    }
}
