package dev.touchline.bench.system;

import dev.touchline.cli.local.ProcessMeter;
import dev.touchline.cli.peer.Service;
import dev.touchline.cli.report.TextTable;
import java.util.LinkedHashMap;
import java.util.Map;

/** Processor time of every process since a moment, and the memory they hold now. */
final class Usage {
    private static final String POSTGRES = "postgres";
    private static final double MICROS = 1e6;
    private static final long KIB_PER_MIB = 1_024;

    private final Stack stack;
    private final Map<String, Double> before;

    private Usage(Stack stack) {
        this.stack = stack;
        this.before = cpu(stack);
    }

    /** Begins to count now. */
    static Usage begin(Stack stack) {
        return new Usage(stack);
    }

    /** Seconds of the services and PostgreSQL together since the beginning, without the generator. */
    double seconds() {
        Map<String, Double> now = cpu(stack);
        return now.entrySet().stream()
                .filter(entry -> !entry.getKey().equals("generator"))
                .mapToDouble(entry -> entry.getValue() - before.getOrDefault(entry.getKey(), 0.0))
                .sum();
    }

    /** One row a process: seconds, microseconds an order, resident memory. */
    String table(long orders) {
        TextTable table = new TextTable()
                .words("process")
                .numbers("CPU s")
                .numbers("us/order")
                .numbers("resident MiB");
        cpu(stack).forEach((name, seconds) -> {
            double used = seconds - before.getOrDefault(name, 0.0);
            table.row(
                    name,
                    String.format("%.1f", used),
                    String.format("%.0f", used * MICROS / orders),
                    Long.toString(read(stack, name).residentKib() / KIB_PER_MIB));
        });
        return table.render();
    }

    private static Map<String, Double> cpu(Stack stack) {
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (Service service : stack.running()) {
            seconds.put(
                    service.serviceName(), read(stack, service.serviceName()).cpuSeconds());
        }
        seconds.put(POSTGRES, read(stack, POSTGRES).cpuSeconds());
        seconds.put("generator", read(stack, "generator").cpuSeconds());
        return seconds;
    }

    private static ProcessMeter read(Stack stack, String name) {
        if (name.equals(POSTGRES)) {
            return ProcessMeter.readFamily(stack.postgres());
        }
        for (Service service : Service.values()) {
            if (service.serviceName().equals(name)) {
                return ProcessMeter.read(stack.process(service));
            }
        }
        return ProcessMeter.read(ProcessHandle.current());
    }
}
