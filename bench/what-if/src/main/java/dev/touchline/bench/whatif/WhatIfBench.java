package dev.touchline.bench.whatif;

import dev.touchline.attribution.v1.FactSource;
import dev.touchline.attribution.v1.Model;
import dev.touchline.attribution.v1.WhatIfRequest;
import dev.touchline.attribution.v1.WhatIfResponse;
import dev.touchline.attribution.v1.WhatIfResult;
import dev.touchline.attribution.v1.WhatIfServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/**
 * Measures what-ifs cold and repeated, SQL and DuckDB, in turn, so that whatever else the machine does hits all of them;
 * compares the totals; prints medians and ratios.
 */
public final class WhatIfBench {
    private static final int WARM_UP = 1;
    private static final int ROUNDS = 3;
    private static final String COLD = "what-if, cold";
    private static final String REPEATED = "what-if, repeated with other models";

    private WhatIfBench() {}

    /** Arguments: the service's jar, then orders, touches and members unless 1,500,000, 3,000,000 and 300,000. */
    public static void main(String[] arguments) throws Exception {
        int orders = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_500_000;
        int touches = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3_000_000;
        int members = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 300_000;
        try (EmbeddedPostgres postgres = postgres();
                Connection database = connect(postgres);
                ServiceProcess service = ServiceProcess.start(Path.of(arguments[0]), postgres.getPort())) {
            System.out.printf("orders=%,d touches=%,d members=%,d%n", orders, touches, members);
            new Facts(database, orders, touches, members).load();
            ManagedChannel channel = ManagedChannelBuilder.forAddress("localhost", service.port())
                    .usePlaintext()
                    .build();
            measure(database, channel);
            channel.shutdownNow();
        }
    }

    private static EmbeddedPostgres postgres() throws Exception {
        return EmbeddedPostgres.builder()
                .setServerConfig("shared_buffers", "2GB")
                .setServerConfig("work_mem", "512MB")
                .setServerConfig("max_parallel_workers_per_gather", "2")
                .setServerConfig("max_wal_size", "8GB")
                .setServerConfig("max_connections", "100")
                .start();
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        try (Connection admin = postgres.getPostgresDatabase().getConnection();
                Statement statement = admin.createStatement()) {
            statement.execute("CREATE DATABASE bench");
        }
        return postgres.getDatabase("postgres", "bench").getConnection();
    }

    private static void measure(Connection database, ManagedChannel channel) throws Exception {
        Map<String, List<Long>> first = new LinkedHashMap<>();
        WhatIfResult answer = timed("what-if, the first after the start", first, () -> ask(channel, Model.MODEL_LAST));
        first.forEach(WhatIfBench::print);
        Best sql = Best.of("PostgreSQL", database, Queries.postgresql(), answer);
        run(database, Queries.MATERIALISE);
        run(database, "CREATE INDEX ON bench_pair (id) INCLUDE (campaign, net, rank); VACUUM ANALYZE bench_pair");
        Best prepared = new Best("PostgreSQL, the join made beforehand", Queries.MATERIALISED);
        try (Connection duckDb = duckDb(database)) {
            Best duck = Best.of("DuckDB", duckDb, Queries.duckDb(), answer);
            Map<String, List<Long>> times = new LinkedHashMap<>();
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                Map<String, List<Long>> into = round < 0 ? new LinkedHashMap<>() : times;
                cold(database, channel, answer, into);
                repeated(channel, into);
                timed(sql.name(), into, () -> compared(sql, database, answer));
                timed(prepared.name(), into, () -> compared(prepared, database, answer));
                timed(duck.name(), into, () -> compared(duck, duckDb, answer));
            }
            times.forEach(WhatIfBench::print);
            ratio(times, sql.name(), COLD);
            ratio(times, sql.name(), REPEATED);
            ratio(times, prepared.name(), REPEATED);
            ratio(times, duck.name(), COLD);
        }
    }

    private static void cold(
            Connection database, ManagedChannel channel, WhatIfResult answer, Map<String, List<Long>> times)
            throws Exception {
        forgetKeptFacts(database);
        WhatIfResult again = timed(COLD, times, () -> ask(channel, Model.MODEL_LAST));
        require(again.getSource() == FactSource.FACT_SOURCE_READ, "cold facts: " + again.getSource());
        require(again.getCampaignsList().equals(answer.getCampaignsList()), "cold answer differs");
    }

    private static void repeated(ManagedChannel channel, Map<String, List<Long>> times) throws Exception {
        for (Model model : List.of(Model.MODEL_FIRST, Model.MODEL_LINEAR, Model.MODEL_TIME_DECAY)) {
            WhatIfResult other = timed(REPEATED, times, () -> ask(channel, model));
            require(other.getSource() == FactSource.FACT_SOURCE_KEPT, "repeated facts: " + other.getSource());
        }
    }

    /** The fastest of several statements, each tried once. */
    private record Best(String name, String statement) {
        static Best of(String system, Connection database, Map<String, String> queries, WhatIfResult answer)
                throws Exception {
            Best best = null;
            long least = Long.MAX_VALUE;
            for (Map.Entry<String, String> query : queries.entrySet()) {
                Best each = new Best(system + ": " + query.getKey(), query.getValue());
                Map<String, List<Long>> times = new LinkedHashMap<>();
                timed(each.name(), times, () -> compared(each, database, answer));
                times.forEach((name, once) -> print("tried " + name, once));
                long time = times.get(each.name()).get(0);
                best = time < least ? each : best;
                least = Math.min(time, least);
            }
            return best;
        }
    }

    private static Void compared(Best query, Connection database, WhatIfResult answer) throws SQLException {
        require(rows(database, query.statement()).equals(rows(answer)), query.name() + ": totals differ");
        return null;
    }

    private static void run(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            for (String each : sql.split(";")) {
                statement.execute(each);
            }
        }
    }

    /** As if other facts had been forgotten: the service must read everything again. */
    private static void forgetKeptFacts(Connection database) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute("UPDATE fact_change_forgotten SET up_to = pg_current_xact_id()");
        }
    }

    private static WhatIfResult ask(ManagedChannel channel, Model model) {
        Iterator<WhatIfResponse> responses = WhatIfServiceGrpc.newBlockingStub(channel)
                .whatIf(WhatIfRequest.newBuilder().setModel(model).build());
        WhatIfResponse last = null;
        while (responses.hasNext()) {
            last = responses.next();
        }
        require(last != null && last.hasResult(), "no answer");
        return last.getResult();
    }

    private static Map<String, String> rows(WhatIfResult answer) {
        Map<String, String> rows = new TreeMap<>();
        answer.getCampaignsList().stream()
                .filter(row -> row.getWhatIf().getTouchedOrders() > 0)
                .forEach(row -> rows.put(
                        row.getCampaign(),
                        row.getWhatIf().getTouchedOrders() + " "
                                + row.getWhatIf().getTouchedNetMinor() + " "
                                + row.getWhatIf().getCreditedNetMinor()));
        return rows;
    }

    private static Map<String, String> rows(Connection database, String query) throws SQLException {
        Map<String, String> rows = new TreeMap<>();
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                rows.put("c" + row.getInt(1), row.getLong(2) + " " + row.getLong(3) + " " + row.getLong(4));
            }
        }
        return rows;
    }

    /** The same narrow tables in DuckDB, in memory. */
    private static Connection duckDb(Connection database) throws SQLException {
        Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        DuckTables.copy(database, duckDb);
        return duckDb;
    }

    private static <T> T timed(String name, Map<String, List<Long>> times, Callable<T> work) throws Exception {
        long start = System.nanoTime();
        T result = work.call();
        times.computeIfAbsent(name, first -> new ArrayList<>()).add(System.nanoTime() - start);
        return result;
    }

    private static long median(List<Long> times) {
        List<Long> sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private static void print(String name, List<Long> times) {
        System.out.printf(
                "%-66s median %7.3f s  of %s%n",
                name,
                median(times) / 1e9,
                times.stream().map(time -> String.format("%.3f", time / 1e9)).toList());
    }

    private static void ratio(Map<String, List<Long>> times, String slow, String fast) {
        System.out.printf("%s / %s = %.1f%n", slow, fast, (double) median(times.get(slow)) / median(times.get(fast)));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
