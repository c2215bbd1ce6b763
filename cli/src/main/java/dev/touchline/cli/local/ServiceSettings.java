package dev.touchline.cli.local;

import dev.touchline.cli.peer.Address;
import dev.touchline.cli.peer.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * How the services of a local run are started. Secrets go by environment, everything else by system property.
 *
 * @param installation where they are installed
 * @param database where their databases are
 * @param ports where they shall listen, and find each other
 * @param keys secrets of the run
 * @param logs folder of their logs
 */
record ServiceSettings(Installation installation, Database database, LocalPorts ports, LocalKeys keys, Path logs) {
    private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

    List<String> command(Service service) {
        List<String> command = new ArrayList<>();
        // In a session of its own, so that Ctrl-C reaches the command alone, which then stops all in order.
        SETSID.stream().filter(Files::isExecutable).findFirst().ifPresent(setsid -> command.add(setsid.toString()));
        command.add(installation.java().toString());
        command.addAll(List.of("-Xms128m", "-Xmn72m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
        // Five programs start at once on a small machine: compiling quickly matters more here than running fastest
        // later.
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Dfile.encoding=UTF-8");
        command.add("-Dtouchline.log.json=false");
        command.add("-Dquarkus.http.host=127.0.0.1");
        command.add("-Dquarkus.http.port=" + ports.peers().of(service).port());
        command.add("-Dquarkus.management.host=127.0.0.1");
        command.add(
                "-Dquarkus.management.port=" + ports.management().get(service).port());
        command.add("-Dtouchline.db.host=" + database.host());
        command.add("-Dtouchline.db.port=" + database.port());
        command.add("-Dtouchline.db.name=" + database.nameOf(service));
        command.add("-Dtouchline.db.user=" + database.user());
        command.add("-Dtouchline.tls.folder=" + keys.authority().tls(service));
        command.add("-Dtouchline.access.jwks=" + keys.authority().jwks());
        for (Service peer : Service.values()) {
            Address address = ports.peers().of(peer);
            command.add("-Dtouchline.peers." + peer + ".host=" + address.host());
            command.add("-Dtouchline.peers." + peer + ".port=" + address.port());
        }
        command.addAll(telemetry(System::getenv));
        command.addAll(Options.of("TOUCHLINE_JAVA_OPTIONS", System::getenv)); // they override those above
        command.addAll(installation.archive(service));
        command.add("-jar");
        command.add(installation.jar(service).getFileName().toString());
        return command;
    }

    /** The folder to start a service in: its archive of classes holds for the jar as it is named there only. */
    Path folder(Service service) {
        return installation.jar(service).getParent();
    }

    /** Where to export telemetry to, if the command's environment names it; nothing is exported otherwise. */
    static List<String> telemetry(UnaryOperator<String> environment) {
        String endpoint = environment.apply("OTEL_EXPORTER_OTLP_ENDPOINT");
        if (endpoint == null || endpoint.isEmpty()) {
            return List.of();
        }
        List<String> options = new ArrayList<>();
        options.add("-Dtouchline.otel.disabled=false");
        options.add("-Dquarkus.otel.exporter.otlp.endpoint=" + endpoint);
        String interval = environment.apply("OTEL_METRIC_EXPORT_INTERVAL");
        if (interval != null && !interval.isEmpty()) {
            // OpenTelemetry's variable counts milliseconds; Quarkus takes a bare number for seconds.
            options.add("-Dquarkus.otel.metric.export.interval=" + interval + (interval.matches("\\d+") ? "ms" : ""));
        }
        return options;
    }

    Map<String, String> environment(Service service) {
        Map<String, String> environment = new HashMap<>();
        environment.put("TOUCHLINE_IDENTITY_HASH_KEY", keys.hash());
        if (service == Service.MEMBER) {
            environment.put("TOUCHLINE_IDENTITY_ENCRYPTION_KEY", keys.encryption());
        }
        if (service == Service.TOUCH) {
            environment.put("TOUCHLINE_ARMS_SALT", keys.salt());
        }
        // A service does not start without one; a server that asks for none does not look at it.
        environment.put("TOUCHLINE_DB_PASSWORD", database.password().isEmpty() ? "none" : database.password());
        return environment;
    }
}
