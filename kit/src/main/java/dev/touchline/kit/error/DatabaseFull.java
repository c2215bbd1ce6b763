package dev.touchline.kit.error;

import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;

/** Tells that all connections to the database are taken and no more may wait for one, or not for so long. */
final class DatabaseFull {

    private static final int MAX_CAUSES = 10;
    private static final String WAITED_TOO_LONG = "Timeout waiting for connection";

    private DatabaseFull() {}

    /** Whether a failure, or what caused it, says that there was no connection; nothing was begun. */
    static boolean isIn(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (cause instanceof ConnectionPoolTooBusyException
                    || cause instanceof VertxException && WAITED_TOO_LONG.equals(cause.getMessage())) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
