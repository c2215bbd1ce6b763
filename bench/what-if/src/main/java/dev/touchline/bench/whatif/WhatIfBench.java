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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** Measures what-ifs cold and repeated, SQL and DuckDB; compares the totals; prints medians and ratios. */
public final class WhatIfBench {
    private static final int RUNS = 5;

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
        List<Long> cold = new ArrayList<>();
        WhatIfResult answer = null;
        for (int run = 0; run < RUNS; run++) {
            forgetKeptFacts(database);
            WhatIfResult[] result = new WhatIfResult[1];
            cold.add(timed(() -> result[0] = ask(channel, Model.MODEL_LAST)));
            answer = result[0];
            require(answer.getSource() == FactSource.FACT_SOURCE_READ, "cold facts: " + answer.getSource());
        }
        List<Long> repeated = new ArrayList<>();
        for (int run = 0; run < 2 * RUNS; run++) {
            for (Model model : List.of(Model.MODEL_FIRST, Model.MODEL_LINEAR, Model.MODEL_TIME_DECAY)) {
                repeated.add(timed(() -> ask(channel, model)));
            }
        }
        WhatIfResult again = ask(channel, Model.MODEL_LAST);
        require(again.getSource() == FactSource.FACT_SOURCE_KEPT, "repeated facts: " + again.getSource());
        require(again.getCampaignsList().equals(answer.getCampaignsList()), "repeated answer differs");
        print("what-if cold (first run: JVM cold too)", cold);
        print("what-if repeated, other models", repeated);
        long best = Long.MAX_VALUE;
        for (Map.Entry<String, String> query : Queries.all().entrySet()) {
            best = Math.min(best, sql(database, "PostgreSQL: " + query.getKey(), query.getValue(), answer));
        }
        try (Connection duck = duck(database)) {
            String query = Queries.all().get("join, then a window");
            sql(duck, "DuckDB: join, then a window", query, answer);
        }
        List<Long> lastOnly = new ArrayList<>();
        for (int run = 0; run < 3; run++) {
            lastOnly.add(timed(() -> rows(database, Queries.LAST_ONLY, 1)));
        }
        print("PostgreSQL: less than the answer, only the last touch's credit", lastOnly);
        System.out.printf(
                "best SQL / cold = %.1f; best SQL / repeated = %.1f%n",
                (double) best / median(cold), (double) best / median(repeated));
    }

    private static long sql(Connection database, String name, String query, WhatIfResult answer) throws Exception {
        List<Long> times = new ArrayList<>();
        for (int run = 0; run < 3; run++) {
            List<Map<String, String>> rows = new ArrayList<>();
            times.add(timed(() -> rows.add(rows(database, query, 3))));
            require(rows.get(0).equals(rows(answer)), name + ": totals differ");
        }
        print(name, times);
        return median(times);
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

    private static Map<String, String> rows(Connection database, String query, int columns) throws SQLException {
        Map<String, String> rows = new TreeMap<>();
        try (Statement statement = database.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                StringBuilder row = new StringBuilder().append(result.getLong(2));
                for (int i = 1; i < columns; i++) {
                    row.append(' ').append(result.getLong(2 + i));
                }
                rows.put("c" + result.getInt(1), row.toString());
            }
        }
        return rows;
    }

    /** The same narrow tables in DuckDB, in memory. */
    private static Connection duck(Connection database) throws SQLException {
        Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        DuckTables.copy(database, duck);
        return duck;
    }

    private static long timed(Callable<?> work) throws Exception {
        long start = System.nanoTime();
        work.call();
        return System.nanoTime() - start;
    }

    private static long median(List<Long> times) {
        List<Long> sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private static void print(String name, List<Long> times) {
        System.out.printf(
                "%-64s median %7.3f s  of %s%n",
                name,
                median(times) / 1e9,
                times.stream().map(time -> String.format("%.3f", time / 1e9)).toList());
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
