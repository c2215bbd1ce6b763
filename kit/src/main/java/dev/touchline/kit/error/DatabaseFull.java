package dev.touchline.kit.error;

import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.impl.NoStackTraceThrowable;

/** Tells that all connections to the database are taken and no more may wait for one, or not for so long. */
public final class DatabaseFull {

    private static final int MAX_CAUSES = 10;

    // The pool says it in two ways: to a statement, and to whoever wants the connection itself, as transactions do.
    private static final String STATEMENT_WAITED = "Timeout waiting for connection";
    private static final String TRANSACTION_WAITED = "Timeout";

    private DatabaseFull() {}

    /** Whether a failure, or what caused it, says that there was no connection; nothing was begun. */
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
        return cause instanceof ConnectionPoolTooBusyException
                || cause instanceof VertxException && STATEMENT_WAITED.equals(cause.getMessage())
                || cause instanceof NoStackTraceThrowable && TRANSACTION_WAITED.equals(cause.getMessage());
    }
}
