package dev.touchline.cli.demo;

import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.local.Folders;
import dev.touchline.cli.local.LocalStack;
import dev.touchline.cli.local.StateFile;
import dev.touchline.cli.mapping.Mapping;
import dev.touchline.cli.mapping.Mappings;
import dev.touchline.cli.peer.Connections;
import dev.touchline.cli.peer.Patience;
import dev.touchline.cli.retailer.GenerateCommand;
import dev.touchline.cli.retailer.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code touchline demo}: everything at once, from nothing to the report. */
@Command(
        name = "demo",
        description = {
            "Starts PostgreSQL and the five services, loads a data set through their public gRPC, waits until everything is"
                    + " attributed, prints the empowered-performance report and keeps serving until Ctrl-C.",
            "",
            "Without --data a retailer is generated: brands, stores, members with several identifiers, campaigns with"
                    + " control arms, orders, refunds, duplicates, late arrivals, and a known effect of every campaign.",
            "",
            "PostgreSQL is this run's own, in Docker or embedded, and its data temporary; TOUCHLINE_DB_URL"
                    + " (postgresql://user:password@host:port/db) names another one, whose databases stay."
                    + " TOUCHLINE_DB=docker, embedded or url insists.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  touchline demo",
            "  touchline demo --once --members 2000 --out /tmp/reports",
            "  touchline demo --data data/completejourney --mapping completejourney"
        })
public final class DemoCommand implements Callable<Integer> {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Console console;

    @Option(
            names = "--members",
            paramLabel = "N",
            defaultValue = "20000",
            description = "members of the generated retailer (default: ${DEFAULT-VALUE})")
    private int members;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "its seed (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--data", paramLabel = "DIR", description = "load these files instead of a generated retailer")
    private Path data;

    @Option(
            names = "--mapping",
            paramLabel = "NAME|FILE",
            defaultValue = "canonical",
            description = "how their columns become fields: canonical (default), completejourney, or a YAML file")
    private String mapping;

    @Option(names = "--once", description = "stop everything after the report instead of serving on")
    private boolean once;

    @Option(names = "--out", paramLabel = "DIR", description = "write all reports there as CSV")
    private Path out;

    /** The command, writing to {@code console}. */
    public DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Mapping found = Mappings.find(mapping);
        if (data != null) {
            new DataFolder(data, found).files();
        }
        StateFile state = StateFile.ofProcess();
        if (state.running()) {
            throw new Failure(
                    ExitCode.NOT_STARTED,
                    "a run is recorded in " + state.folder()
                            + " (expected: none; stop it by `touchline down`, or name another"
                            + " folder by TOUCHLINE_HOME)");
        }
        state.delete();
        Path temporary = Files.createTempDirectory("touchline-demo-");
        LocalStack stack = new LocalStack(state, temporary.resolve("postgres"));
        Thread cleanUp = new Thread(() -> {
            stack.stop();
            stack.forget();
            Folders.delete(temporary);
        });
        Runtime.getRuntime().addShutdownHook(cleanUp);
        return run(found, stack, temporary.resolve("retailer"));
    }

    private int run(Mapping found, LocalStack stack, Path generated) {
        FutureTask<Truth> generating =
                new FutureTask<>(() -> data == null ? GenerateCommand.generate(generated, members, seed) : null);
        new Thread(generating, "generate").start();
        Measurements measurements = new Measurements();
        long began = System.nanoTime();
        stack.start(console);
        Truth truth = await(generating);
        measurements.step("starting PostgreSQL and the services", 0, System.nanoTime() - began);
        try (Connections connections =
                new Connections(stack.peers(), stack.identity(), new Patience(DEADLINE, PATIENCE))) {
            console.remark("all calls go over TLS and carry tokens; keys of this run: %s", stack.authority());
            Demo demo = new Demo(console, stack, connections, measurements);
            demo.load(new DataFolder(data == null ? generated : data, found), found);
            int exitCode = demo.show(truth, out);
            if (!once) {
                demo.sayWhere();
                awaitSignal();
            }
            return exitCode;
        }
    }

    private static Truth await(FutureTask<Truth> generating) {
        try {
            return generating.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Failure known
                    ? known
                    : new Failure(ExitCode.NOT_STARTED, "generating: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.NOT_STARTED, "interrupted", e);
        }
    }

    /** Serves until a signal ends the process; its shutdown hook stops everything. */
    private static void awaitSignal() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
