package dev.touchline.attribution.whatif;

import dev.touchline.attribution.dirty.FactChanges.Snapshot;
import dev.touchline.attribution.fold.columns.Columns;
import dev.touchline.attribution.fold.columns.Dictionaries;
import dev.touchline.attribution.fold.columns.Names;
import io.agroal.api.AgroalDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.BufferUnderflowException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/**
 * Everybody's columns in the database, beside the messages they were made from: a process that keeps no facts reads these, and
 * again only whoever changed since. Written after everybody was read, by one process at a time; whoever reads sees all of one
 * writing or all of another.
 */
@ApplicationScoped
class StoredColumns {

    private static final Logger LOG = Logger.getLogger(StoredColumns.class);

    /** To be raised when {@link Columns}, {@link ColumnBytes} or the amounts and days of the fold come to mean something else. */
    static final int FORMAT = 1;

    /** Persons in a piece: some megabytes. */
    private static final int PIECE = 4096;

    private static final String HEAD =
            """
            SELECT cluster, visible, persons, entries, touches, stages, campaigns, brands, currencies, left_out
            FROM fact_columns_head WHERE format = $1
            """;

    private static final String CLAIM = "SELECT FROM fact_columns_head FOR UPDATE SKIP LOCKED";

    private static final String REPLACE =
            """
            UPDATE fact_columns_head SET format = ?, cluster = ?, visible = ?, persons = ?, entries = ?, touches = ?, stages = ?,
                campaigns = ?, brands = ?, currencies = ?, left_out = ?
            """;

    private final AgroalDataSource source;
    private final Threads threads;
    private final WhatIfConfig config;

    StoredColumns(AgroalDataSource source, Threads threads, WhatIfConfig config) {
        this.source = source;
        this.threads = threads;
        this.config = config;
    }

    /**
     * What is stored, without the columns.
     *
     * @param leftOut canonical units that must be read from their facts, whether they changed or not
     */
    record Head(
            Snapshot snapshot,
            int persons,
            int entries,
            int touches,
            int stages,
            Dictionaries names,
            Set<Long> leftOut) {

        private static Head of(Row row) {
            return new Head(
                    new Snapshot(row.getString("cluster"), row.getString("visible")),
                    row.getInteger("persons"),
                    row.getInteger("entries"),
                    row.getInteger("touches"),
                    row.getInteger("stages"),
                    new Dictionaries(
                            Names.of(row.getArrayOfStrings("campaigns")),
                            Names.of(row.getArrayOfStrings("brands")),
                            Names.of(row.getArrayOfStrings("currencies"))),
                    new HashSet<>(List.of(row.getArrayOfLongs("left_out"))));
        }

        long bytes() {
            return ColumnBytes.size(persons, entries, touches, stages);
        }
    }

    /** What is stored; null: nothing that this release can read. */
    Uni<Head> head(SqlConnection tx) {
        return tx.preparedQuery(HEAD)
                .execute(Tuple.of(FORMAT))
                .map(rows -> rows.size() == 0 ? null : Head.of(rows.iterator().next()));
    }

    /** The columns, read in a snapshot in which the head was read; empty if pieces are missing or are not what the head says. */
    Optional<Columns> read(Head head, BinaryCopy copy, Steps steps) {
        Columns columns = Columns.ofSize(head.persons(), head.entries(), head.touches(), head.stages());
        AtomicInteger persons = new AtomicInteger();
        try {
            copy.read("fact_columns (piece, body)", steps, (piece, bytes, from, to) -> {
                persons.addAndGet(ColumnBytes.read(bytes, from, to, columns));
                steps.more(PIECE);
            });
        } catch (IndexOutOfBoundsException | BufferUnderflowException other) {
            LOG.warnf(other, "Stored facts for what-ifs cannot be read and are made anew");
            return Optional.empty();
        }
        if (persons.get() != head.persons()) {
            LOG.warnf(
                    "Stored facts for what-ifs are incomplete and are made anew persons=%d expected=%d",
                    persons.get(), head.persons());
            return Optional.empty();
        }
        return Optional.of(columns);
    }

    /** Stores facts that were just read, soon; if it cannot be done, the next process reads everything again. */
    void storeLater(Facts facts) {
        if (config.stored()) {
            threads.start(() -> {
                try {
                    store(facts, PIECE);
                } catch (SQLException | RuntimeException failed) {
                    LOG.warnf(failed, "Facts for what-ifs cannot be stored now persons=%d", facts.persons());
                }
            });
        }
    }

    /**
     * Stores facts instead of those that are stored, unless another process is doing so.
     *
     * @param persons so many in a piece
     */
    void store(Facts facts, int persons) throws SQLException {
        if (facts.segments().isEmpty()) {
            return;
        }
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement();
                    ResultSet claimed = statement.executeQuery(CLAIM)) {
                if (claimed.next()) {
                    replace(connection, facts, persons);
                    connection.commit();
                }
            } finally {
                connection.rollback();
            }
        }
    }

    private static void replace(Connection connection, Facts facts, int persons) throws SQLException {
        Columns columns = facts.segments().get(0).columns();
        try (Statement delete = connection.createStatement()) {
            delete.execute("DELETE FROM fact_columns");
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO fact_columns VALUES (?, ?)")) {
            for (int from = 0; from < columns.size(); from += persons) {
                insert.setLong(1, from);
                insert.setBytes(2, ColumnBytes.write(columns, from, Math.min(columns.size(), from + persons)));
                insert.execute();
            }
        }
        try (PreparedStatement head = connection.prepareStatement(REPLACE)) {
            head.setInt(1, FORMAT);
            head.setString(2, facts.snapshot().cluster());
            head.setString(3, facts.snapshot().visible());
            head.setInt(4, columns.size());
            head.setInt(5, columns.paidAt().length);
            head.setInt(6, columns.campaign().length);
            head.setInt(7, columns.stageAt().length);
            head.setArray(
                    8,
                    connection.createArrayOf(
                            "text", facts.names().campaigns().all().toArray()));
            head.setArray(
                    9,
                    connection.createArrayOf(
                            "text", facts.names().brands().all().toArray()));
            head.setArray(
                    10,
                    connection.createArrayOf(
                            "text", facts.names().currencies().all().toArray()));
            head.setArray(11, connection.createArrayOf("bigint", leftOut(facts).toArray()));
            head.execute();
        }
    }

    /** Whoever is not up to date in the first columns. */
    private static Set<Long> leftOut(Facts facts) {
        Set<Long> leftOut = new HashSet<>(facts.odd().keySet());
        Segment first = facts.segments().get(0);
        first.skip().stream().forEach(number -> leftOut.add(first.columns().persons()[number]));
        IntStream.range(1, facts.segments().size())
                .forEach(at -> leftOut.addAll(facts.segments().get(at).current()));
        return leftOut;
    }
}
