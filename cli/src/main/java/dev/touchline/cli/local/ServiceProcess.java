package dev.touchline.cli.local;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import dev.touchline.cli.peer.Address;
import dev.touchline.cli.peer.Service;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** One service as a process of its own, with its log in a file. */
final class ServiceProcess {
    private static final int PROBE_MILLIS = 1_000;
    private static final int HTTP_OK = 200;

    private final Service service;
    private final Process process;
    private final Address address;
    private final Path log;

    private ServiceProcess(Service service, Process process, Address address, Path log) {
        this.service = service;
        this.process = process;
        this.address = address;
        this.log = log;
    }

    /** Starts the service as {@code settings} say; returns at once. */
    static ServiceProcess start(Service service, ServiceSettings settings) {
        Path log = settings.logs().resolve(service + ".log");
        ProcessBuilder builder = new ProcessBuilder(settings.command(service))
                .directory(settings.folder(service).toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(settings.environment(service));
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return new ServiceProcess(service, process, settings.ports().health(service), log);
        } catch (IOException e) {
            throw new Failure(ExitCode.NOT_STARTED, service + ": " + e.getMessage(), e);
        }
    }

    /** Whether it is ready to serve; a failure with the end of its log if it has ended. */
    boolean ready() {
        if (!process.isAlive()) {
            throw new Failure(
                    ExitCode.NOT_STARTED,
                    service + " ended with exit code " + process.exitValue() + " while starting:\n" + LogTail.of(log));
        }
        return answersReady(address);
    }

    static boolean answersReady(Address address) {
        try {
            HttpURLConnection probe = (HttpURLConnection)
                    URI.create("http://" + address + "/q/health/ready").toURL().openConnection();
            probe.setConnectTimeout(PROBE_MILLIS);
            probe.setReadTimeout(PROBE_MILLIS);
            try {
                return probe.getResponseCode() == HTTP_OK;
            } finally {
                probe.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }

    /** Asks it to stop. */
    void terminate() {
        process.destroy();
    }

    /** Waits until it has stopped; kills it if it takes longer than {@code millis}. */
    void awaitEnd(long millis) {
        try {
            if (!process.waitFor(Math.max(1, millis), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    Service service() {
        return service;
    }

    Path log() {
        return log;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }
}
