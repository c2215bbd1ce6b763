package dev.touchline.e2e;

import dev.touchline.attribution.v1.Model;
import dev.touchline.cli.authority.Authority;
import dev.touchline.cli.authority.Grant;
import dev.touchline.cli.authority.Role;
import dev.touchline.cli.authority.Tokens;
import dev.touchline.cli.local.Replica;
import dev.touchline.cli.peer.Service;
import dev.touchline.operations.v1.GetProgressRequest;
import dev.touchline.operations.v1.GetProgressResponse;
import dev.touchline.operations.v1.OperationsServiceGrpc;
import dev.touchline.report.v1.ExportReportRequest;
import dev.touchline.report.v1.ReportFilter;
import dev.touchline.report.v1.ReportKind;
import dev.touchline.report.v1.ReportServiceGrpc;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** PostgreSQL and the five packaged services, started by {@code touchline up} in a folder of their own. */
final class Installation implements AutoCloseable {

    static final Path ROOT =
            Path.of(System.getProperty("touchline.root", "..")).toAbsolutePath().normalize();

    private static final List<String> MODELS =
            List.of("precedence", "first", "last", "linear", "position", "time-decay");
    private static final int MAX_ANSWER = 16 << 20;

    private final Path home;
    private final Map<String, String> environment;
    private final List<Replica> replicas = new ArrayList<>();
    private final List<ManagedChannel> channels = new ArrayList<>();
    private final Map<Integer, ManagedChannel> headquarters = new HashMap<>();

    private Installation(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    /** Starts everything in {@code home}. */
    static Installation up(Path home) throws IOException {
        return up(home, Map.of());
    }

    /** Starts everything in {@code home}; every command gets these environment variables. */
    static Installation up(Path home, Map<String, String> environment) throws IOException {
        Files.createDirectories(home);
        Installation installation = new Installation(home, environment);
        installation.run("up");
        return installation;
    }

    /** Runs a command that must succeed; answers its standard output. */
    String run(String... arguments) {
        return Command.start(ROOT, home, environment, arguments).succeed();
    }

    /** Runs a command that may fail. */
    Command.Result tryToRun(String... arguments) {
        return Command.start(ROOT, home, environment, arguments).await();
    }

    /** Starts a command and returns at once. */
    Command start(String... arguments) {
        return Command.start(ROOT, home, environment, arguments);
    }

    /** Waits until every accepted fact is attributed and reported. */
    void awaitAttributed() {
        run("status", "--attributed", "--wait", "240");
    }

    /** The campaigns under every model, the days, the totals and whose performance they are: what two installations are compared by. */
    Map<String, String> reports() {
        return reports(MODELS);
    }

    /** The same, for some of the models. */
    Map<String, String> reports(List<String> models) {
        Map<String, String> reports = new LinkedHashMap<>();
        for (String model : models) {
            reports.put(model, csv("campaigns", model));
        }
        for (String report : List.of("daily", "totals", "performance")) {
            reports.put(report, csv(report, "precedence"));
        }
        return reports;
    }

    /** What {@code touchline report REPORT --model MODEL --format csv} prints, asked without starting a command for it. */
    String csv(String report, String model) {
        ExportReportRequest request = ExportReportRequest.newBuilder()
                .setReport(ReportKind.valueOf("REPORT_KIND_" + constant(report)))
                .setFilter(ReportFilter.newBuilder().setModel(Model.valueOf("MODEL_" + constant(model))))
                .build();
        return ReportServiceGrpc.newBlockingStub(headquarters("report-svc"))
                .withWaitForReady()
                .withDeadlineAfter(1, TimeUnit.MINUTES)
                .exportReport(request)
                .getCsv();
    }

    private static String constant(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** kill -9 of a service or of "postgres"; {@code touchline up} starts it again. */
    void kill(String name) throws IOException {
        ProcessHandle process = ProcessHandle.of(pid(name)).orElseThrow();
        process.destroyForcibly();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** SIGTERM of a service; answers how long it took to end. */
    Duration terminate(String name) throws IOException {
        ProcessHandle process = process(name);
        long begin = System.nanoTime();
        process.destroy();
        process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** The process of a service, or PostgreSQL's main process. */
    ProcessHandle process(String name) throws IOException {
        return ProcessHandle.of(pid(name)).orElseThrow();
    }

    /** What a service has logged since it was started. */
    String log(String service) throws IOException {
        return Files.readString(home.resolve("logs").resolve(service + ".log"));
    }

    /** Starts a second process of a service, on the same database, that listens elsewhere. */
    Replica replica(String service) throws IOException {
        Replica replica = Replica.of(pid(service));
        replicas.add(replica);
        return replica;
    }

    private long pid(String name) throws IOException {
        return Long.parseLong(state().getProperty(name + ".pid"));
    }

    /** How many events a service has recorded so far; 0 while it does not answer. */
    long recorded(String service) {
        try {
            GetProgressResponse progress = OperationsServiceGrpc.newBlockingStub(headquarters(service))
                    .withDeadlineAfter(2, TimeUnit.SECONDS)
                    .getProgress(GetProgressRequest.getDefaultInstance());
            return progress.getInbox()
                    + progress.getHeadsList().stream()
                            .mapToLong(Long::longValue)
                            .sum();
        } catch (StatusRuntimeException away) {
            return 0;
        }
    }

    /** A token that the installation's own authority signs, good for an hour. */
    String token(Role role, List<String> stores, List<String> brands) {
        Grant grant = new Grant(role, stores, brands, "e2e-" + role.label(), Duration.ofHours(1));
        return Authority.in(authority()).token(grant, Tokens.USUAL, Instant.now());
    }

    /** Where the installation's authority is. */
    Path authority() {
        return home.resolve("authority");
    }

    /** A new channel to a service, over TLS, that shows {@code token} with every call; none if it is null. Closed with this. */
    ManagedChannel channel(String service, String token) throws IOException {
        ChannelCredentials tls = TlsChannelCredentials.newBuilder()
                .trustManager(authority().resolve("ca.crt").toFile())
                .build();
        ManagedChannelBuilder<?> builder = Grpc.newChannelBuilderForAddress("127.0.0.1", port(service), tls);
        if (token != null) {
            Metadata headers = new Metadata();
            headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
            builder.intercept(MetadataUtils.newAttachHeadersInterceptor(headers));
        }
        ManagedChannel channel = builder.build();
        channels.add(channel);
        return channel;
    }

    /** A new channel to a service, with the certificate of another one. Closed with this. */
    ManagedChannel channelOf(Service caller, String service) throws IOException {
        return channelOf(caller, service, NettyChannelBuilder.DEFAULT_FLOW_CONTROL_WINDOW);
    }

    /** The same, with room for so many bytes of each answer that are not read yet. */
    ManagedChannel channelOf(Service caller, String service, int window) throws IOException {
        Path own = Authority.in(authority()).tls(caller);
        ChannelCredentials tls = TlsChannelCredentials.newBuilder()
                .trustManager(authority().resolve("ca.crt").toFile())
                .keyManager(
                        own.resolve("tls.crt").toFile(), own.resolve("tls.key").toFile())
                .build();
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", port(service), tls)
                .flowControlWindow(window)
                .maxInboundMessageSize(MAX_ANSWER)
                .build();
        channels.add(channel);
        return channel;
    }

    /** A channel of headquarters, opened once for each port that the service has had. */
    private ManagedChannel headquarters(String service) {
        try {
            int port = port(service);
            if (!headquarters.containsKey(port)) {
                headquarters.put(port, channel(service, token(Role.HEADQUARTERS, List.of(), List.of())));
            }
            return headquarters.get(port);
        } catch (IOException noState) {
            throw new UncheckedIOException(noState);
        }
    }

    /** Where this installation's own PostgreSQL listens. */
    int postgresPort() throws IOException {
        return Integer.parseInt(state().getProperty("postgres.port"));
    }

    /** The password of its user postgres. */
    String postgresPassword() throws IOException {
        return Files.readString(home.resolve("database.key")).strip();
    }

    /** Where a service listens for gRPC. */
    int port(String service) throws IOException {
        return Integer.parseInt(state().getProperty(service + ".port"));
    }

    /** Where a service listens for health, in plain HTTP. */
    int managementPort(String service) throws IOException {
        return Integer.parseInt(state().getProperty(service + ".management.port"));
    }

    private Properties state() throws IOException {
        Properties state = new Properties();
        try (Reader reader = Files.newBufferedReader(home.resolve("state.properties"))) {
            state.load(reader);
        }
        return state;
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        replicas.forEach(Replica::stop);
        run("down");
    }
}
