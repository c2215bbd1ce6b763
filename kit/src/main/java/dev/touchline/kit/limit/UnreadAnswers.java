package dev.touchline.kit.limit;

import dev.touchline.kit.limit.Unread.Answer;
import dev.touchline.kit.loop.Loops;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Keeps the answers that readers do not take from filling the memory: an answered call has left its place among
 * {@link CallLimits}, but HTTP/2 keeps what the reader's window has no room for. Whoever holds back too long loses its
 * connection; the framework cannot take back a single answer.
 */
@ApplicationScoped
public class UnreadAnswers {

    private static final Logger LOG = Logger.getLogger(UnreadAnswers.class);
    private static final Duration LOOKED_AT = Duration.ofMillis(500);
    private static final int OUTERMOST = 10_000;

    /** A page's limit. What a stream answered before has left, and is not counted: its window holds it. */
    private static final long LARGEST = 4 << 20;

    /** What an answered call holds besides its answer: a connection that does not read could hold many small ones. */
    private static final long LEAST = 8 << 10;

    private final Unread unread;
    private final Loops loops;
    private final Clock clock;

    public UnreadAnswers(LimitConfig config, Loops loops, Clock clock) {
        this.unread = new Unread(config.unreadBytes(), Duration.ofSeconds(config.unreadSeconds()));
        this.loops = loops;
        this.clock = clock;
    }

    void watch(@Observes Filters filters) {
        filters.register(this::watch, OUTERMOST);
    }

    void start(@Observes StartupEvent event) {
        loops.start(() -> {
            drop(unread.overdue(clock.instant()));
            return Uni.createFrom().item(LOOKED_AT);
        });
    }

    /** Whether there is memory for an answer of that many bytes, should its reader hold back. */
    boolean hasRoomFor(long size) {
        return unread.hasRoomFor(size);
    }

    /** Bytes that wait to be taken. */
    long bytes() {
        return unread.bytes();
    }

    // A stream is closed once its last frame has left or its connection has ended, not when the answer was given.
    private void watch(RoutingContext call) {
        HttpServerRequest request = call.request();
        if (request.version() == HttpVersion.HTTP_2) {
            HttpServerResponse response = request.response();
            Answer answer = new Answer(() -> request.connection().close());
            response.closeHandler(closed -> unread.taken(answer));
            response.bodyEndHandler(ended -> unread.given(answer, size(response.bytesWritten()), clock.instant()));
        }
        call.next();
    }

    private static long size(long written) {
        return Math.max(LEAST, Math.min(written, LARGEST));
    }

    private static void drop(List<Answer> answers) {
        if (!answers.isEmpty()) {
            LOG.warnf("Readers that do not take their answers lose their connections answers=%d", answers.size());
            answers.forEach(Answer::drop);
        }
    }
}
