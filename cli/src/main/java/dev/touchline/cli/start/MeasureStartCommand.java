package dev.touchline.cli.start;

import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.local.Folders;
import dev.touchline.cli.local.LocalStack;
import dev.touchline.cli.local.ProcessMeter;
import dev.touchline.cli.local.StateFile;
import dev.touchline.cli.peer.Connections;
import dev.touchline.cli.peer.Patience;
import dev.touchline.cli.peer.Service;
import dev.touchline.operations.v1.GetProgressRequest;
import dev.touchline.operations.v1.OperationsServiceGrpc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code touchline measure-start}: how long a local run takes to start and what it weighs; for developers. */
@Command(
        name = "measure-start",
        hidden = true,
        description = {
            "Starts everything on empty databases several times and prints medians: seconds until each service serves,"
                    + " memory at rest, and how long the first call takes beside later ones. TOUCHLINE_APPCDS=off measures"
                    + " without the archives of classes.",
            ""
        })
public final class MeasureStartCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LATER_CALLS = 300;
    private static final int SETTLED = LATER_CALLS / 2;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double KIB_PER_MIB = 1_024;

    private final Console console;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "5", description = "runs (default: ${DEFAULT-VALUE})")
    private int runs;

    /** The command, writing to {@code console}. */
    public MeasureStartCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        StartSamples samples = new StartSamples();
        for (int run = 0; run < runs; run++) {
            measure(samples);
        }
        console.block(samples.table());
        return ExitCode.OK;
    }

    private void measure(StartSamples samples) throws IOException {
        Path home = Files.createTempDirectory("touchline-start-");
        LocalStack stack = new LocalStack(new StateFile(home), home.resolve("postgres"));
        Thread cleanUp = new Thread(() -> {
            stack.stop();
            stack.forget();
            Folders.delete(home);
        });
        Runtime.getRuntime().addShutdownHook(cleanUp);
        long began = System.nanoTime();
        stack.start(console);
        samples.everythingStarted((System.nanoTime() - began) / NANOS_PER_SECOND);
        try (Connections connections =
                new Connections(stack.peers(), stack.identity(), new Patience(PATIENCE, PATIENCE))) {
            for (Service service : Service.values()) {
                ProcessHandle process = stack.handles().get(service.serviceName());
                ProcessMeter alone = ProcessMeter.read(process);
                samples.started(service, StartLog.seconds(stack.logs().resolve(service + ".log")), alone.cpuSeconds());
                samples.memory(
                        service,
                        alone.residentKib() / KIB_PER_MIB,
                        ProcessMeter.readFamily(process).residentKib() / KIB_PER_MIB);
                samples.calls(service, milliseconds(connections, service), later(connections, service));
            }
        }
        Runtime.getRuntime().removeShutdownHook(cleanUp);
        cleanUp.run();
    }

    private static double later(Connections connections, Service service) {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < LATER_CALLS; i++) {
            times.add(milliseconds(connections, service));
        }
        return StartSamples.median(times.subList(SETTLED, LATER_CALLS));
    }

    private static double milliseconds(Connections connections, Service service) {
        long began = System.nanoTime();
        connections.call(
                service,
                OperationsServiceGrpc::newBlockingStub,
                stub -> stub.getProgress(GetProgressRequest.getDefaultInstance()));
        return (System.nanoTime() - began) / NANOS_PER_MILLI;
    }
}
