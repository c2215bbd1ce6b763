package dev.touchline.order.intake;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.touchline.kit.access.Caller;
import dev.touchline.kit.error.DatabaseAway;
import dev.touchline.kit.error.DatabaseFull;
import dev.touchline.kit.error.Rejection;
import dev.touchline.kit.loop.Origin;
import dev.touchline.order.v1.Document;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.ItemResult;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Joins batches that come while others are in work: a transaction costs more than the few documents of a till in it. Nobody
 * waits for others to come, so a batch is joined only where it would have waited anyhow. Batches keep the order in which they
 * came; each is answered by itself, as if all of them had been one batch. It is alone if its call is traced, because its events
 * say what caused them, or if what it was joined with failed. Whoever has waited longer than its patience when its turn comes is
 * refused: else, under a load that lasts, all work would be for callers who give up before it ends.
 */
final class Gathering {

    /** Of documents that are joined; one call may bring more. */
    private static final long MAX_BYTES = 4 << 20;

    private final int atOnce;
    private final int maxDocuments;
    private final LongSupplier nanoTime;
    private final Function<List<Call>, Uni<List<ItemResult>>> work;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int inWork;

    /**
     * @param atOnce how many transactions run at once
     * @param maxDocuments documents that are joined at most
     * @param nanoTime a clock that only goes on
     * @param work takes the documents of all calls, one after the other, and answers each of them
     */
    Gathering(int atOnce, int maxDocuments, LongSupplier nanoTime, Function<List<Call>, Uni<List<ItemResult>>> work) {
        if (atOnce < 1) {
            throw new IllegalArgumentException("touchline.intake.transactions: " + atOnce + " (expected: at least 1)");
        }
        this.atOnce = atOnce;
        this.maxDocuments = maxDocuments;
        this.nanoTime = nanoTime;
        this.work = work;
    }

    /**
     * The documents of one call.
     *
     * @param patience how long it may wait for its turn; null: as long as it takes
     */
    record Call(List<Document> documents, Caller caller, Duration patience) {

        /** It may wait for half of the time that its caller gave it; the other half is for the work. */
        static Call of(List<Document> documents, Caller caller, Optional<Duration> timeGiven) {
            return new Call(
                    documents, caller, timeGiven.map(time -> time.dividedBy(2)).orElse(null));
        }

        /** As they were sent. */
        long bytes() {
            return documents.stream().mapToLong(Document::getSerializedSize).sum();
        }
    }

    /** Whose turn it is: those who are worked off together, and those who have waited too long. */
    private record Turn(List<Waiting> joined, List<Waiting> late) {

        boolean isNobodys() {
            return joined.isEmpty() && late.isEmpty();
        }
    }

    private record Waiting(
            Call call,
            long since,
            boolean alone,
            UniEmitter<? super List<ItemResult>> answer,
            Origin origin,
            Context cause) {

        int size() {
            return call.documents().size();
        }

        boolean isLate(long now) {
            return call.patience() != null && Duration.ofNanos(now - since).compareTo(call.patience()) > 0;
        }

        /** Again, alone; it had its turn. */
        Waiting byItself() {
            Call patient = new Call(call.documents(), call.caller(), null);
            return new Waiting(patient, since, true, answer, origin, cause);
        }

        void refuse(long now) {
            origin.run(() -> answer.fail(Rejection.exhausted(
                    ErrorReason.ERROR_REASON_OVERLOADED,
                    "milliseconds that the batch waited",
                    NANOSECONDS.toMillis(now - since),
                    "at most " + call.patience().toMillis() + ", half of what the call was given; send again later")));
        }
    }

    /** Works a call's documents off, with others or alone; goes on when the caller leaves. */
    Uni<List<ItemResult>> join(Call call) {
        boolean traced = Span.current().getSpanContext().isSampled();
        Origin origin = Origin.current();
        Context cause = Context.current();
        return Uni.createFrom().emitter(answer -> {
            synchronized (this) {
                waiting.addLast(new Waiting(call, nanoTime.getAsLong(), traced, answer, origin, cause));
            }
            begin();
        });
    }

    private void begin() {
        long now = nanoTime.getAsLong();
        for (Turn turn = next(now); !turn.isNobodys(); turn = next(now)) {
            List<Waiting> calls = turn.joined();
            if (!calls.isEmpty()) {
                // As caused by the first of them: whoever ended just now has a trace of its own.
                calls.get(0).origin().run(calls.get(0).cause().wrap(() -> work(calls)));
            }
            turn.late().forEach(call -> call.refuse(now));
        }
    }

    private void work(List<Waiting> calls) {
        Uni.createFrom()
                .deferred(() -> work.apply(calls.stream().map(Waiting::call).toList()))
                .subscribe()
                .with(answers -> answer(calls, answers), failure -> fail(calls, failure));
    }

    /** Whose turn it is, in the order in which they came; nobody's: too many are in work, or nobody waits. */
    private synchronized Turn next(long now) {
        Turn turn = new Turn(new ArrayList<>(), new ArrayList<>());
        int documents = 0;
        long bytes = 0;
        while (inWork < atOnce && !waiting.isEmpty()) {
            Waiting first = waiting.peekFirst();
            if (first.isLate(now)) {
                turn.late().add(waiting.pollFirst());
                continue;
            }
            documents += first.size();
            bytes += first.call().bytes();
            if (!turn.joined().isEmpty() && (isAlone(turn, first) || documents > maxDocuments || bytes > MAX_BYTES)) {
                break;
            }
            turn.joined().add(waiting.pollFirst());
        }
        inWork += turn.joined().isEmpty() ? 0 : 1;
        return turn;
    }

    private static boolean isAlone(Turn turn, Waiting next) {
        return next.alone() || turn.joined().get(0).alone();
    }

    private void answer(List<Waiting> calls, List<ItemResult> answers) {
        try {
            int from = 0;
            for (Waiting call : calls) {
                List<ItemResult> own = own(answers.subList(from, from + call.size()), from);
                call.origin().run(() -> call.answer().complete(own));
                from += call.size();
            }
        } finally {
            end();
        }
    }

    private static List<ItemResult> own(List<ItemResult> answers, int first) {
        return answers.stream()
                .map(answer ->
                        answer.toBuilder().setIndex(answer.getIndex() - first).build())
                .toList();
    }

    private void fail(List<Waiting> calls, Throwable failure) {
        if (calls.size() > 1 && !DatabaseAway.isIn(failure) && !DatabaseFull.isIn(failure)) {
            synchronized (this) {
                for (int i = calls.size() - 1; i >= 0; i--) {
                    waiting.addFirst(calls.get(i).byItself());
                }
            }
        } else {
            calls.forEach(call -> call.origin().run(() -> call.answer().fail(failure)));
        }
        end();
    }

    private void end() {
        synchronized (this) {
            inWork--;
        }
        begin();
    }
}
