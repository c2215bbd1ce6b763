package dev.touchline.cli.peer;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How long a call may take and how long it is repeated while its service is away, so that a service that is killed and
 * restarted only delays a load. Waits 100 ms, then twice as long each time, at most 2 s.
 *
 * @param deadline of one attempt
 * @param total how long attempts go on
 */
public record Patience(Duration deadline, Duration total) {
    private static final long FIRST_WAIT_MILLIS = 100;
    private static final long MAX_WAIT_MILLIS = 2_000;

    /** Calls until it succeeds, is refused, or {@code total} is over. */
    public <A> A call(String whom, Supplier<A> attempt) {
        long giveUp = System.nanoTime() + total.toNanos();
        long wait = FIRST_WAIT_MILLIS;
        while (true) {
            try {
                return attempt.get();
            } catch (StatusRuntimeException e) {
                if (!passes(e.getStatus()) || System.nanoTime() + wait * 1_000_000 > giveUp) {
                    throw failure(whom, e);
                }
            }
            pause(wait);
            wait = Math.min(MAX_WAIT_MILLIS, wait * 2);
        }
    }

    /** Whether the same call may succeed a moment later. */
    public static boolean passes(Status status) {
        return switch (status.getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED -> true;
            case OK, CANCELLED, UNKNOWN, INVALID_ARGUMENT, NOT_FOUND, ALREADY_EXISTS -> false;
            case PERMISSION_DENIED, FAILED_PRECONDITION, OUT_OF_RANGE, UNIMPLEMENTED -> false;
            case INTERNAL, DATA_LOSS, UNAUTHENTICATED -> false;
        };
    }

    /** Waits between attempts; an interrupt ends the command. */
    public static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.UNAVAILABLE, "interrupted", e);
        }
    }

    /** The failure that a call ends with. */
    public static Failure failure(String whom, StatusRuntimeException e) {
        Status status = e.getStatus();
        if (passes(status)) {
            return new Failure(ExitCode.UNAVAILABLE, whom + " does not answer: " + describe(e), e);
        }
        int exit = status.getCode() == Status.Code.INVALID_ARGUMENT ? ExitCode.USAGE : ExitCode.REFUSED;
        return new Failure(exit, whom + ": " + describe(e), e);
    }

    private static String describe(StatusRuntimeException e) {
        String text = e.getStatus().getCode()
                + (e.getStatus().getDescription() == null
                        ? ""
                        : ": " + e.getStatus().getDescription());
        com.google.rpc.Status details = StatusProto.fromThrowable(e);
        if (details == null) {
            return text;
        }
        for (Any detail : details.getDetailsList()) {
            if (detail.is(ErrorInfo.class)) {
                return text + " [" + reason(detail) + "]";
            }
        }
        return text;
    }

    private static String reason(Any detail) {
        try {
            return detail.unpack(ErrorInfo.class).getReason();
        } catch (InvalidProtocolBufferException e) {
            return "unreadable reason";
        }
    }
}
