package dev.touchline.kit.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Answers that were given and not taken, the eldest first. There is room for a number of bytes; who holds back too long must
 * go, and sooner while there is little room.
 */
final class Unread {

    /** Nobody who reads needs so long for an answer, unless the network is worse than none. */
    static final Duration PATIENCE_WHEN_CROWDED = Duration.ofSeconds(2);

    private final long maxBytes;
    private final Duration maxAge;
    private final Set<Answer> answers = new LinkedHashSet<>();
    private long bytes;

    Unread(long maxBytes, Duration maxAge) {
        this.maxBytes = maxBytes;
        this.maxAge = maxAge;
    }

    /** One answer; given and taken once, in any order. */
    static final class Answer {

        private final Runnable drop;
        private long size;
        private Instant given;
        private boolean taken;

        /** {@code drop} frees what it holds, and leads to its being taken. */
        Answer(Runnable drop) {
            this.drop = drop;
        }

        void drop() {
            drop.run();
        }
    }

    /** Whether an answer of that size may be given; one that is larger than all the room may when there is no other. */
    synchronized boolean hasRoomFor(long size) {
        return bytes == 0 || bytes + size <= maxBytes;
    }

    /** Counts an answer from now on. */
    synchronized void given(Answer answer, long size, Instant now) {
        if (!answer.taken) {
            answer.size = size;
            answer.given = now;
            answers.add(answer);
            bytes += size;
        }
    }

    /** Its reader has it, or has gone. */
    synchronized void taken(Answer answer) {
        answer.taken = true;
        if (answers.remove(answer)) {
            bytes -= answer.size;
        }
    }

    /** Those that nobody took for too long. */
    synchronized List<Answer> overdue(Instant now) {
        Instant before = now.minus(bytes > maxBytes / 2 ? PATIENCE_WHEN_CROWDED : maxAge);
        List<Answer> overdue = new ArrayList<>();
        for (Answer answer : answers) {
            if (!answer.given.isBefore(before)) {
                break;
            }
            overdue.add(answer);
        }
        return overdue;
    }

    /** Bytes that wait to be taken. */
    synchronized long bytes() {
        return bytes;
    }
}
