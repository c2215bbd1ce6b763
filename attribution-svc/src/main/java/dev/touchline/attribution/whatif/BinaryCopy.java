package dev.touchline.attribution.whatif;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.postgresql.jdbc.PgConnection;

/**
 * Reads a whole table with COPY in PostgreSQL's binary format: no plan, no text, no round trips. The table is read in the
 * snapshot of another transaction, so that several are read at once and as of the same moment.
 */
final class BinaryCopy {

    /** Takes one row of two columns: a bigint and a bytea, which is {@code bytes[from, to)}. */
    interface Row {
        void take(long number, byte[] bytes, int from, int to);
    }

    private static final int SIGNATURE = 11;
    private static final int HEADER = SIGNATURE + 8;
    private static final int STEP = 4096;

    private final DataSource source;
    private final String snapshot;

    BinaryCopy(DataSource source, String snapshot) {
        this.source = source;
        this.snapshot = snapshot;
    }

    /** Reads a table of which two columns are named, as in {@code sale (unit, body)}, or a query of two columns in brackets. */
    void read(String table, Steps steps, Row row) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
                statement.execute("SET TRANSACTION SNAPSHOT '" + snapshot.replace("'", "") + "'");
                copy(connection, "COPY " + table + " TO STDOUT (FORMAT binary)", steps, row);
            } catch (SQLException | RuntimeException | Error failed) {
                // What of the copy was not read would be taken for the answer to whatever is asked next. The pool's own
                // abort
                // leaves the connection to PostgreSQL open.
                connection.unwrap(PgConnection.class).abort(Runnable::run);
                throw failed;
            }
            connection.rollback();
        } catch (SQLException failed) {
            throw new IllegalStateException("Facts cannot be read now", failed);
        }
    }

    private static void copy(Connection connection, String sql, Steps steps, Row row) throws SQLException {
        CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
        long rows = 0;
        boolean first = true;
        for (byte[] message = copy.readFromCopy(); message != null; message = copy.readFromCopy()) {
            int at = first ? HEADER + int32(message, HEADER - 4) : 0;
            first = false;
            if (at < message.length && message[at] == 0) {
                take(message, at, row);
                if (++rows % STEP == 0) {
                    steps.more(STEP);
                }
            }
        }
        steps.more(rows % STEP);
    }

    /** A row: number of columns (16 bits), then each column's length (32 bits) and value. */
    private static void take(byte[] message, int at, Row row) {
        int body = at + 2 + 4 + 8 + 4;
        row.take(int64(message, at + 6), message, body, body + int32(message, body - 4));
    }

    private static int int32(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xFF) << 16 | (bytes[at + 2] & 0xFF) << 8 | bytes[at + 3] & 0xFF;
    }

    static long int64(byte[] bytes, int at) {
        return (long) int32(bytes, at) << 32 | int32(bytes, at + 4) & 0xFFFFFFFFL;
    }
}
