package dev.touchline.kit.error;

import com.google.protobuf.InvalidProtocolBufferException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.Set;

/** Tells a database that cannot be reached, or goes down or comes up, from one that found something wrong. */
public final class DatabaseAway {

    private static final int MAX_CAUSES = 10;

    /** SQLSTATE classes: connection exception, insufficient resources, operator intervention. */
    private static final Set<String> CLASSES = Set.of("08", "53", "57");

    /** What the driver says, by an exception without a type of its own, of a connection that is just being closed. */
    private static final String CLOSING = "Connection is not active now";

    private DatabaseAway() {}

    /** Whether a failure, or what caused it, says that the database is away; the same call may succeed later. */
    public static boolean isIn(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (says(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean says(Throwable cause) {
        if (cause instanceof PgException answer) {
            String state = answer.getSqlState();
            return state != null && state.length() == 5 && CLASSES.contains(state.substring(0, 2));
        }
        String message = cause.getMessage();
        return cause instanceof IOException && !(cause instanceof InvalidProtocolBufferException) // came, and is broken
                || cause instanceof ClosedConnectionException
                || message != null && message.startsWith(CLOSING);
    }
}
