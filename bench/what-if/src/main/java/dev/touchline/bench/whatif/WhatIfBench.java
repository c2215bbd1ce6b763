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
import java.time.Duration;
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
    private static final String READ = "what-if, every message read, nothing stored or in memory";
    private static final String COLD = "what-if, cold: nothing in memory, stored columns from the database";
    private static final String REPEATED = "what-if, repeated with other models";

    private WhatIfBench() {}

    /** Arguments: the service's jar, then orders, touches and members unless 1,500,000, 3,000,000 and 300,000. */
    public static void main(String[] arguments) throws Exception {
        int orders = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_500_000;
        int touches = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3_000_000;
        int members = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 300_000;
        try (EmbeddedPostgres postgres = postgres();
                Connection database = connect(postgres);
                ServiceProcess keeping = service(arguments, postgres, Duration.ofMinutes(15));
                ServiceProcess forgetting = service(arguments, postgres, Duration.ZERO)) {
            System.out.printf("orders=%,d touches=%,d members=%,d%n", orders, touches, members);
            new Facts(database, orders, touches, members).load();
            Services services = new Services(channel(keeping), channel(forgetting));
            measure(database, services);
            services.keeping().shutdownNow();
            services.forgetting().shutdownNow();
        }
    }

    /** One that keeps facts in memory, and one that has forgotten them before each question. */
    private record Services(ManagedChannel keeping, ManagedChannel forgetting) {}

    private static ServiceProcess service(String[] arguments, EmbeddedPostgres postgres, Duration kept)
            throws Exception {
        return ServiceProcess.start(Path.of(arguments[0]), postgres.getPort(), kept);
    }

    private static ManagedChannel channel(ServiceProcess service) {
        return ManagedChannelBuilder.forAddress("localhost", service.port())
                .usePlaintext()
                .build();
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

    private static void measure(Connection database, Services services) throws Exception {
        Map<String, List<Long>> first = new LinkedHashMap<>();
        WhatIfResult answer =
                timed("what-if, the first of all", first, () -> ask(services.keeping(), Model.MODEL_LAST));
        awaitStored(database);
        timed(
                "what-if, the first after another process's start, stored columns",
                first,
                () -> ask(services.forgetting(), Model.MODEL_LAST));
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
                read(database, services, answer, into);
                cold(services, answer, into);
                repeated(services, into);
                timed(sql.name(), into, () -> compared(sql, database, answer));
                timed(prepared.name(), into, () -> compared(prepared, database, answer));
                timed(duck.name(), into, () -> compared(duck, duckDb, answer));
            }
            times.forEach(WhatIfBench::print);
            ratio(times, sql.name(), READ);
            ratio(times, sql.name(), COLD);
            ratio(times, sql.name(), REPEATED);
            ratio(times, prepared.name(), REPEATED);
            ratio(times, duck.name(), COLD);
        }
    }

    private static void read(Connection database, Services services, WhatIfResult answer, Map<String, List<Long>> times)
            throws Exception {
        forgetNotes(database);
        compared(
                timed(READ, times, () -> ask(services.keeping(), Model.MODEL_LAST)),
                FactSource.FACT_SOURCE_READ,
                answer);
        awaitStored(database);
    }

    private static void cold(Services services, WhatIfResult answer, Map<String, List<Long>> times) throws Exception {
        compared(
                timed(COLD, times, () -> ask(services.forgetting(), Model.MODEL_LAST)),
                FactSource.FACT_SOURCE_STORED,
                answer);
    }

    private static void compared(WhatIfResult result, FactSource source, WhatIfResult answer) {
        require(result.getSource() == source, source + ": " + result.getSource());
        require(result.getCampaignsList().equals(answer.getCampaignsList()), source + ": another answer");
    }

    private static void repeated(Services services, Map<String, List<Long>> times) throws Exception {
        for (Model model : List.of(Model.MODEL_FIRST, Model.MODEL_LINEAR, Model.MODEL_TIME_DECAY)) {
            WhatIfResult other = timed(REPEATED, times, () -> ask(services.keeping(), model));
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

    /** As if what changed since were not known any more: everybody must be read again. */
    private static void forgetNotes(Connection database) throws SQLException {
        run(
                database,
                "UPDATE fact_change_forgotten SET up_to = pg_current_xact_id(); UPDATE fact_columns_head SET format = -format");
    }

    /** Waits until what was read is stored, which goes on after the answer. */
    private static void awaitStored(Connection database) throws Exception {
        long began = System.nanoTime();
        while (!stored(database)) {
            require(System.nanoTime() - began < 120_000_000_000L, "columns are not stored within two minutes");
            Thread.sleep(50);
        }
    }

    private static boolean stored(Connection database) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("SELECT FROM fact_columns_head WHERE format > 0")) {
            return row.next();
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
