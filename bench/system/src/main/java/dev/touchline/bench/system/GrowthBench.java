package dev.touchline.bench.system;

import dev.touchline.cli.peer.Service;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What an order costs, from the stream to the report, when there are few and when there are many. Members grow with the orders,
 * five orders each, as they do in a retail group: a member with ever more orders would cost more by itself. What comes before the
 * first size warms up and is not compared: five programs compile their code meanwhile.
 */
@Command(name = "growth", mixinStandardHelpOptions = true, description = "Cost of an order as the data grows.")
final class GrowthBench implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final int ORDERS_PER_MEMBER = 5;
    private static final double MIB = 1_048_576;
    private static final double MICROS = 1e6;

    @Option(
            names = "--sizes",
            split = ",",
            defaultValue = "100000,1000000,5000000",
            description = "measured where so many orders are there (${DEFAULT-VALUE})")
    private List<Integer> sizes;

    @Option(names = "--step", defaultValue = "100000", description = "orders of each measurement (${DEFAULT-VALUE})")
    private int step;

    @Override
    public Integer call() throws Exception {
        try (Stack stack = Stack.start()) {
            Shop shop = new Shop(stack);
            shop.open();
            double base = 0;
            for (int before = 0; before <= sizes.get(sizes.size() - 1); before += step) {
                shop.grow(step / ORDERS_PER_MEMBER);
                stack.await(List.of(Service.values()), LIMIT);
                Usage usage = Usage.begin(stack);
                long begin = System.nanoTime();
                IngestBench.Sending.all(stack, shop, step);
                stack.await(List.of(Service.values()), LIMIT);
                double seconds = Figures.secondsSince(begin);
                double micros = usage.seconds() * MICROS / step;
                base = before == sizes.get(0) ? micros : base;
                stack.console()
                        .result(String.format(
                                Locale.ROOT,
                                "%d orders, databases of %.0f MiB: %.0f us of CPU for each of %d more (%s of the first size), %.0f orders/s to the report",
                                before,
                                stack.databaseBytes() / MIB,
                                micros,
                                step,
                                base == 0 ? "warming up, nothing" : String.format(Locale.ROOT, "%.2f", micros / base),
                                step / seconds));
                if (sizes.contains(before)) {
                    stack.console().block(usage.table(step) + "\n");
                }
            }
            stack.check();
        }
        return 0;
    }
}
