package dev.touchline.bench.system;

import dev.touchline.cli.peer.Service;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.HdrHistogram.Recorder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What an order costs, from the stream to the report, when there are few and when there are many. Members grow with the orders,
 * four orders each, as they do in a retail group: a member with ever more orders would cost more by itself.
 */
@Command(name = "growth", mixinStandardHelpOptions = true, description = "Cost of an order as the data grows.")
final class GrowthBench implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final int STREAMS = 2;
    private static final int ORDERS_PER_MEMBER = 4;

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
            double first = 0;
            for (int orders = step; orders <= sizes.get(sizes.size() - 1); orders += step) {
                shop.grow(step / ORDERS_PER_MEMBER);
                stack.await(List.of(Service.values()), LIMIT);
                Usage usage = Usage.begin(stack);
                long begin = System.nanoTime();
                IngestBench.Sending.over(STREAMS, stack, shop, step, new Recorder(3));
                stack.await(List.of(Service.values()), LIMIT);
                double seconds = Figures.secondsSince(begin);
                double micros = usage.seconds() * 1e6 / step;
                first = first == 0 ? micros : first;
                stack.console()
                        .result(String.format(
                                Locale.ROOT,
                                "%d orders: %.0f us of CPU an order (%.2f of the first), %.0f orders/s to the report",
                                orders,
                                micros,
                                micros / first,
                                step / seconds));
                if (sizes.contains(orders)) {
                    stack.console().block(usage.table(step) + "\n");
                }
            }
            stack.check();
        }
        return 0;
    }
}
