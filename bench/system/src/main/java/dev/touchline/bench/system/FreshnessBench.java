package dev.touchline.bench.system;

import dev.touchline.cli.peer.Service;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * From the acknowledgement of an order to its credit in a report, at steady rates; and how fast an attribution-svc that was away
 * catches up.
 */
@Command(
        name = "freshness",
        mixinStandardHelpOptions = true,
        description = "From acknowledged order to reported credit.")
final class FreshnessBench implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final int MEMBERS = 100_000;
    /** Until then five programs compile their code on two cores. */
    private static final int WARM_UP = 100_000;

    private static final int WARM_UP_SECONDS = 20;
    /** One probe in ten calls of ten orders. */
    private static final int EVERY_CALLS = 10;

    @Option(names = "--rates", split = ",", defaultValue = "500,1000", description = "orders/s (${DEFAULT-VALUE})")
    private List<Integer> rates;

    @Option(names = "--seconds", defaultValue = "60", description = "how long at each rate (${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--away",
            defaultValue = "300000",
            description = "orders that come while attribution-svc is away: ten minutes at 500/s (${DEFAULT-VALUE})")
    private int away;

    @Override
    public Integer call() throws Exception {
        try (Stack stack = Stack.start()) {
            Shop shop = new Shop(stack);
            shop.open();
            shop.grow(MEMBERS);
            IngestBench.Sending.all(stack, shop, WARM_UP);
            stack.await(List.of(Service.values()), LIMIT);
            int probe = 0;
            for (int rate : rates) {
                try (Probes warmUp = new Probes(stack)) {
                    new Tills(stack, shop, rate).run(WARM_UP_SECONDS, EVERY_CALLS, probe, warmUp);
                    probe += (int) warmUp.finish().getTotalCount();
                }
                probe += steady(stack, shop, rate, probe);
            }
            catchUp(stack, shop);
            stack.check();
        }
        return 0;
    }

    private int steady(Stack stack, Shop shop, int rate, int firstProbe) throws InterruptedException {
        Usage usage = Usage.begin(stack);
        try (Probes probes = new Probes(stack)) {
            Tills tills = new Tills(stack, shop, rate);
            Recorder acknowledged = tills.run(seconds, EVERY_CALLS, firstProbe, probes);
            Histogram visible = probes.finish();
            stack.console()
                    .result(String.format(
                            "%d orders/s for %d s: acknowledged %s; %d refused and sent again",
                            rate, seconds, Figures.latency(acknowledged.getIntervalHistogram()), tills.refusals()));
            stack.console().result("  from acknowledgement to credit in a report " + Figures.latency(visible));
            stack.console().block(usage.table((long) rate * seconds) + "\n");
            return (int) visible.getTotalCount();
        }
    }

    private void catchUp(Stack stack, Shop shop) throws Exception {
        stack.stop(Service.ATTRIBUTION);
        IngestBench.Sending.all(stack, shop, away);
        stack.await(List.of(Service.MEMBER, Service.ORDER_INGEST), LIMIT);
        long begin = System.nanoTime();
        stack.restart();
        double ready = Figures.secondsSince(begin);
        stack.await(List.of(Service.values()), LIMIT);
        double took = Figures.secondsSince(begin);
        stack.console()
                .result(String.format(
                        "attribution-svc was away for %d orders: reported after %.1f s (ready after %.1f s): %.0f orders/s",
                        away, took, ready, away / (took - ready)));
    }
}
