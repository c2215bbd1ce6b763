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
import java.util.List;
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
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final Duration STUMBLING = Duration.ofSeconds(30);

    /** Calls until it succeeds, is refused, or the patience is over. */
    public <A> A call(String whom, Supplier<A> attempt) {
        long began = System.nanoTime();
        long wait = FIRST_WAIT_MILLIS;
        while (true) {
            try {
                return attempt.get();
            } catch (StatusRuntimeException e) {
                long spent = System.nanoTime() - began + wait * NANOS_PER_MILLI;
                if (tooLarge(e)) {
                    throw new Failure(ExitCode.REFUSED, whom + ": " + describe(e), e);
                }
                if (spent > with(e.getStatus()).toNanos()) {
                    throw failure(whom, e);
                }
            }
            pause(wait);
            wait = Math.min(MAX_WAIT_MILLIS, wait * 2);
        }
    }

    /**
     * How long calls that end with {@code status} are repeated: not at all if they are refused; for a while if the service
     * stumbles, which it does while its database is away; to the end if it is not there. One that is not trusted is not asked
     * again.
     */
    public Duration with(Status status) {
        if (Advice.hopeless(status)) {
            return Duration.ZERO;
        }
        return switch (status.getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, CANCELLED -> total;
            case INTERNAL, UNKNOWN -> total.compareTo(STUMBLING) < 0 ? total : STUMBLING;
            case OK, INVALID_ARGUMENT, NOT_FOUND, ALREADY_EXISTS, PERMISSION_DENIED -> Duration.ZERO;
            case FAILED_PRECONDITION, OUT_OF_RANGE, UNIMPLEMENTED, DATA_LOSS, UNAUTHENTICATED -> Duration.ZERO;
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

    /** What is asked for does not fit into an answer; asking again changes nothing. */
    private static boolean tooLarge(StatusRuntimeException e) {
        return info(e).getReason().equals("BATCH_TOO_LARGE");
    }

    /** The failure that a call ends with. */
    public Failure failure(String whom, StatusRuntimeException e) {
        Status status = e.getStatus();
        if (with(status).equals(total)) {
            return new Failure(ExitCode.UNAVAILABLE, whom + " does not answer: " + describe(e), e);
        }
        int exit = status.getCode() == Status.Code.INVALID_ARGUMENT ? ExitCode.USAGE : ExitCode.REFUSED;
        return new Failure(exit, whom + ": " + describe(e), e);
    }

    private static String describe(StatusRuntimeException e) {
        Status status = e.getStatus();
        ErrorInfo info = info(e);
        return status.getCode()
                + (status.getDescription() == null ? "" : ": " + status.getDescription())
                + (info.getReason().isEmpty() ? "" : " [" + info.getReason() + "]")
                + Advice.on(status, info.getReason(), info.getMetadataOrDefault("cause", ""));
    }

    /** What the service says about the reason; all empty if it says nothing. */
    private static ErrorInfo info(StatusRuntimeException e) {
        com.google.rpc.Status details = StatusProto.fromThrowable(e);
        try {
            for (Any detail : details == null ? List.<Any>of() : details.getDetailsList()) {
                if (detail.is(ErrorInfo.class)) {
                    return detail.unpack(ErrorInfo.class);
                }
            }
        } catch (InvalidProtocolBufferException unreadable) {
            return ErrorInfo.newBuilder().setReason("unreadable reason").build();
        }
        return ErrorInfo.getDefaultInstance();
    }
}
