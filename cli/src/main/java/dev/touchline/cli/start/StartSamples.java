package dev.touchline.cli.start;

import dev.touchline.cli.peer.Service;
import dev.touchline.cli.report.TextTable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What several starts were measured to take; printed as medians. */
final class StartSamples {
    private final List<Double> everything = new ArrayList<>();
    private final Map<Service, Columns> services = new EnumMap<>(Service.class);

    private static final class Columns {
        final List<Double> start = new ArrayList<>();
        final List<Double> cpu = new ArrayList<>();
        final List<Double> resident = new ArrayList<>();
        final List<Double> proportional = new ArrayList<>();
        final List<Double> first = new ArrayList<>();
        final List<Double> later = new ArrayList<>();
    }

    private Columns of(Service service) {
        return services.computeIfAbsent(service, any -> new Columns());
    }

    void everythingStarted(double seconds) {
        everything.add(seconds);
    }

    void started(Service service, double seconds, double cpuSeconds) {
        of(service).start.add(seconds);
        of(service).cpu.add(cpuSeconds);
    }

    void memory(Service service, double residentMib, double proportionalMib) {
        of(service).resident.add(residentMib);
        of(service).proportional.add(proportionalMib);
    }

    void calls(Service service, double firstMillis, double laterMillis) {
        of(service).first.add(firstMillis);
        of(service).later.add(laterMillis);
    }

    String table() {
        TextTable table = new TextTable()
                .words("service")
                .numbers("start s")
                .numbers("CPU s")
                .numbers("RSS MiB")
                .numbers("PSS MiB")
                .numbers("first call ms")
                .numbers("later calls ms");
        services.forEach((service, columns) -> table.row(
                service.serviceName(),
                format("%.1f", columns.start),
                format("%.1f", columns.cpu),
                format("%.0f", columns.resident),
                format("%.0f", columns.proportional),
                format("%.0f", columns.first),
                format("%.1f", columns.later)));
        return table.render()
                + String.format(
                        "PostgreSQL and all services: %.1f s; %d runs%n", median(everything), everything.size());
    }

    private static String format(String form, List<Double> values) {
        return String.format(form, median(values));
    }

    /** The middle one of an odd number of values; the upper of the two middle ones of an even number. */
    static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
