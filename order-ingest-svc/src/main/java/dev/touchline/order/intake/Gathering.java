package dev.touchline.order.intake;

import dev.touchline.kit.access.Caller;
import dev.touchline.kit.error.DatabaseAway;
import dev.touchline.kit.error.DatabaseFull;
import dev.touchline.order.v1.Document;
import dev.touchline.type.v1.ItemResult;
import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * Joins batches that come while others are in work: a transaction costs more than the few documents of a till in it. Nobody
 * waits for others to come, so a batch is joined only where it would have waited anyhow. Batches keep the order in which they
 * came; each is answered by itself, as if all of them had been one batch. It is alone if its call is traced, because its events
 * say what caused them, or if what it was joined with failed.
 */
final class Gathering {

    /** Of documents that are joined; one call may bring more. */
    private static final long MAX_BYTES = 4 << 20;

    private final int atOnce;
    private final int maxDocuments;
    private final Function<List<Call>, Uni<List<ItemResult>>> work;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int inWork;

    /**
     * @param atOnce how many transactions run at once
     * @param maxDocuments documents that are joined at most
     * @param work takes the documents of all calls, one after the other, and answers each of them
     */
    Gathering(int atOnce, int maxDocuments, Function<List<Call>, Uni<List<ItemResult>>> work) {
        if (atOnce < 1) {
            throw new IllegalArgumentException("touchline.intake.transactions: " + atOnce + " (expected: at least 1)");
        }
        this.atOnce = atOnce;
        this.maxDocuments = maxDocuments;
        this.work = work;
    }

    /** The documents of one call. */
    record Call(List<Document> documents, Caller caller) {}

    private record Waiting(
            Call call,
            boolean alone,
            UniEmitter<? super List<ItemResult>> answer,
            Context context,
            io.opentelemetry.context.Context cause) {

        int size() {
            return call.documents().size();
        }

        long bytes() {
            return call.documents().stream()
                    .mapToLong(Document::getSerializedSize)
                    .sum();
        }

        Waiting byItself() {
            return new Waiting(call, true, answer, context, cause);
        }

        /** Goes on where the call came from: its thread is not the one that worked. */
        void then(Runnable goOn) {
            if (context == null || context == Vertx.currentContext()) {
                goOn.run();
            } else {
                context.runOnContext(there -> goOn.run());
            }
        }
    }

    /** Works a call's documents off, with others or alone; goes on when the caller leaves. */
    Uni<List<ItemResult>> join(Call call) {
        boolean traced = Span.current().getSpanContext().isSampled();
        Context context = Vertx.currentContext();
        io.opentelemetry.context.Context cause = io.opentelemetry.context.Context.current();
        return Uni.createFrom().emitter(answer -> {
            synchronized (this) {
                waiting.addLast(new Waiting(call, traced, answer, context, cause));
            }
            begin();
        });
    }

    private void begin() {
        for (List<Waiting> joined = next(); !joined.isEmpty(); joined = next()) {
            List<Waiting> calls = joined;
            // As caused by the first of them: whoever ended just now has a trace of its own.
            calls.get(0).then(calls.get(0).cause().wrap(() -> work(calls)));
        }
    }

    private void work(List<Waiting> calls) {
        Uni.createFrom()
                .deferred(() -> work.apply(calls.stream().map(Waiting::call).toList()))
                .subscribe()
                .with(answers -> answer(calls, answers), failure -> fail(calls, failure));
    }

    /** Who is worked off next, in the order in which they came; none: too many are in work, or nobody waits. */
    private synchronized List<Waiting> next() {
        List<Waiting> joined = new ArrayList<>();
        if (inWork >= atOnce || waiting.isEmpty()) {
            return joined;
        }
        inWork++;
        int documents = 0;
        long bytes = 0;
        do {
            joined.add(waiting.pollFirst());
            documents += joined.get(joined.size() - 1).size();
            bytes += joined.get(joined.size() - 1).bytes();
        } while (!joined.get(0).alone()
                && !waiting.isEmpty()
                && !waiting.peekFirst().alone()
                && documents + waiting.peekFirst().size() <= maxDocuments
                && bytes + waiting.peekFirst().bytes() <= MAX_BYTES);
        return joined;
    }

    private void answer(List<Waiting> calls, List<ItemResult> answers) {
        try {
            int from = 0;
            for (Waiting call : calls) {
                List<ItemResult> own = own(answers.subList(from, from + call.size()), from);
                call.then(() -> call.answer().complete(own));
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
            calls.forEach(call -> call.then(() -> call.answer().fail(failure)));
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
