package dev.touchline.cli.quarantine;

import dev.touchline.cli.Console;
import dev.touchline.cli.progress.Progress;
import dev.touchline.order.v1.QuarantineCount;
import dev.touchline.order.v1.QuarantinedDocument;
import dev.touchline.order.v1.Replay;
import dev.touchline.order.v1.ReplayMatchingResponse;
import dev.touchline.type.v1.ItemResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Replays documents in quarantine in bulk, batch by batch. Stopping it half way loses nothing: what is done is done. */
final class BulkReplay {
    // Half of what a call may hold.
    private static final int MAX_BYTES = 8 << 20;

    private final QuarantineCalls calls;
    private final String note;
    private final ReplayTally tally;
    private final List<Replay> batch = new ArrayList<>();
    private int bytes;

    BulkReplay(QuarantineCalls calls, String note, Console console) {
        this.calls = calls;
        this.note = note;
        this.tally = new ReplayTally(console);
    }

    /** Replays what a filter means, as it is: the service does the work, this one asks for the next page. */
    ReplayTally run(QuarantineFilter filter, Console console) {
        try (Progress shown = console.progress("replaying quarantine", "documents", open(filter))) {
            String token = "";
            do {
                ReplayMatchingResponse page = calls.replayMatching(filter.replay()
                        .setNote(note)
                        .setPageSize(QuarantineCalls.BATCH)
                        .setPageToken(token)
                        .build());
                tally.count(page);
                shown.step(page.getAccepted()
                        + page.getPaired()
                        + page.getDuplicates()
                        + page.getQuarantined()
                        + page.getRejected());
                token = page.getNextPageToken();
            } while (!token.isEmpty());
        }
        return tally;
    }

    private long open(QuarantineFilter filter) {
        return calls.counts(filter).stream().mapToLong(QuarantineCount::getOpen).sum();
    }

    /**
     * Replays what a filter means and is named or corrected.
     *
     * @param ids only these; empty: all
     * @param corrections documents to offer instead, what has none is left alone; null: everything is offered as it is
     */
    ReplayTally run(QuarantineFilter filter, Set<Long> ids, Corrections corrections, Console console) {
        try (Progress shown = console.progress("replaying quarantine", "documents", open(filter))) {
            calls.forEachPage(filter.list(), page -> {
                page.stream()
                        .filter(row -> ids.isEmpty() || ids.contains(row.getQuarantineId()))
                        .forEach(row -> offer(row, corrections));
                flush();
                shown.step(page.size());
            });
        }
        return tally;
    }

    /** Replays documents by id alone. */
    ReplayTally run(Set<Long> ids, Console console) {
        try (Progress shown = console.progress("replaying quarantine", "documents", ids.size())) {
            for (long id : ids) {
                add(Replay.newBuilder().setQuarantineId(id).build());
                shown.step(1);
            }
            flush();
        }
        return tally;
    }

    private void offer(QuarantinedDocument row, Corrections corrections) {
        Replay.Builder replay = Replay.newBuilder().setQuarantineId(row.getQuarantineId());
        if (corrections == null) {
            add(replay.build());
        } else {
            corrections
                    .of(row.getDocument().getDocument().getKey())
                    .ifPresent(corrected -> add(replay.setCorrected(corrected).build()));
        }
    }

    private void add(Replay replay) {
        int size = replay.getSerializedSize();
        if (batch.size() == QuarantineCalls.BATCH || bytes + size > MAX_BYTES) {
            flush();
        }
        batch.add(replay);
        bytes += size;
    }

    private void flush() {
        if (!batch.isEmpty()) {
            List<ItemResult> results = calls.replay(batch, note);
            for (int i = 0; i < batch.size(); i++) {
                tally.count(batch.get(i).getQuarantineId(), results.get(i));
            }
        }
        batch.clear();
        bytes = 0;
    }
}
