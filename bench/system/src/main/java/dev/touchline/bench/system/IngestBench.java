package dev.touchline.bench.system;

import dev.touchline.cli.local.ProcessMeter;
import dev.touchline.cli.peer.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Recorder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Orders of three lines through the stream to disk and into the feed, against COPY of the same rows in the same run. */
@Command(name = "ingest", mixinStandardHelpOptions = true, description = "Ingest against COPY of the same rows.")
final class IngestBench implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int WARM_UP = 50_000;
    private static final int MEMBERS = 50_000;
    private static final long KIB_PER_MIB = 1_024;

    @Option(names = "--orders", defaultValue = "300000", description = "orders in all (${DEFAULT-VALUE})")
    private int orders;

    @Option(names = "--parts", defaultValue = "5", description = "equal parts, measured one by one (${DEFAULT-VALUE})")
    private int parts;

    @Option(names = "--streams", defaultValue = "2", description = "streams at once (${DEFAULT-VALUE})")
    private int streams;

    @Option(names = "--rate", defaultValue = "1000", description = "orders/s of the tills (${DEFAULT-VALUE})")
    private int rate;

    @Option(names = "--seconds", defaultValue = "60", description = "how long the tills send (${DEFAULT-VALUE})")
    private int seconds;

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("touchline-ingest-");
        try (Stack stack = Stack.start()) {
            Shop shop = new Shop(stack);
            shop.open();
            shop.grow(MEMBERS);
            List<Service> owners = List.of(Service.MEMBER, Service.ORDER_INGEST);
            stack.await(List.of(Service.values()), LIMIT);
            // What follows the feed is measured by the other benchmarks.
            for (Service follower : List.of(Service.REPORT, Service.ATTRIBUTION, Service.TOUCH)) {
                stack.stop(follower);
            }
            send(stack, shop, WARM_UP, new Recorder(3));
            stack.await(owners, LIMIT);

            double ingest = stream(stack, shop, owners);
            if (seconds > 0) {
                tills(stack, shop, owners);
            }

            stack.stop(Service.ORDER_INGEST);
            stack.stop(Service.MEMBER);
            long stored = WARM_UP + orders / parts * (long) parts + (long) rate * seconds;
            Map<String, Double> copy = new CopyOfTheSameRows(stack, folder).seconds(3);
            copy.forEach((table, took) -> stack.console().result(String.format("  COPY %-14s %6.2f s", table, took)));
            double all = copy.values().stream().mapToDouble(Double::doubleValue).sum();
            stack.console()
                    .result(String.format(
                            "COPY of the rows of %d orders: %.1f s, %.0f orders/s; ingest reaches %.3f of it",
                            stored, all, stored / all, ingest / (stored / all)));
        }
        return 0;
    }

    /** Orders a second, from the first batch until the last order is in the feed; the median of the parts. */
    private double stream(Stack stack, Shop shop, List<Service> owners) throws Exception {
        Recorder acknowledgements = new Recorder(3);
        double[] rates = new double[parts];
        List<Long> resident = new ArrayList<>();
        Usage usage = Usage.begin(stack);
        for (int part = 0; part < parts; part++) {
            long begin = System.nanoTime();
            send(stack, shop, orders / parts, acknowledgements);
            double acknowledged = Figures.secondsSince(begin);
            stack.await(owners, LIMIT);
            rates[part] = orders / parts / Figures.secondsSince(begin);
            resident.add(ProcessMeter.read(stack.process(Service.ORDER_INGEST)).residentKib() / KIB_PER_MIB);
            stack.console()
                    .result(String.format(
                            "part %d: acknowledged %.0f orders/s, in the feed %.0f orders/s",
                            part + 1, orders / parts / acknowledged, rates[part]));
        }
        double median = Figures.median(rates);
        stack.console()
                .result(String.format(
                        "%d streams of 8 batches of 500 orders: %.0f orders/s in the feed (median), %.0f rows of lines/s",
                        streams, median, median * 3));
        stack.console()
                .result("acknowledgement of a batch at that rate: "
                        + Figures.latency(acknowledgements.getIntervalHistogram()));
        stack.console().result("order-ingest-svc resident MiB after each part: " + resident);
        stack.console().block(usage.table(orders / parts * (long) parts) + "\n");
        return median;
    }

    private void tills(Stack stack, Shop shop, List<Service> owners) {
        Usage usage = Usage.begin(stack);
        Tills tills = new Tills(stack, shop, rate);
        Recorder latency = tills.run(seconds, 0, 0, null);
        stack.await(owners, LIMIT);
        stack.console()
                .result(String.format(
                        "tills, %d orders/s in calls of 10, not waiting for each other: acknowledged %s; %d refused and sent again",
                        rate, Figures.latency(latency.getIntervalHistogram()), tills.refusals()));
        stack.console().block(usage.table((long) rate * seconds) + "\n");
    }

    private void send(Stack stack, Shop shop, int count, Recorder acknowledgements) throws Exception {
        Sending.over(streams, stack, shop, count, acknowledgements);
    }

    /** Several streams at once. */
    static final class Sending {
        private static final int STREAMS = 2;

        private Sending() {}

        /** So many orders over two streams; how long acknowledgements take is of no interest. */
        static void all(Stack stack, Shop shop, int count) throws Exception {
            over(STREAMS, stack, shop, count, new Recorder(3));
        }

        static void over(int streams, Stack stack, Shop shop, int count, Recorder acknowledgements) throws Exception {
            AtomicLong left = new AtomicLong(count);
            ExecutorService senders = Executors.newFixedThreadPool(streams);
            try {
                List<Future<?>> ends = new ArrayList<>();
                for (int stream = 0; stream < streams; stream++) {
                    ends.add(senders.submit(() -> {
                        Stream.send(stack, shop, left, acknowledgements);
                        return null;
                    }));
                }
                for (Future<?> end : ends) {
                    end.get();
                }
            } finally {
                senders.shutdownNow();
            }
        }
    }
}
