package dev.touchline.bench.system;

import dev.touchline.cli.local.Replica;
import dev.touchline.cli.peer.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What several attribution-svc on one machine cost, where none of them can be faster than one. Each number of them has worked
 * before its turn, is stopped where it is (SIGSTOP) while orders come, and then works those off. They have compiled their code
 * by then, which takes these cores' time and has nothing to do with how they share the work.
 */
@Command(name = "replicas", mixinStandardHelpOptions = true, description = "One backlog, several attribution-svc.")
final class ReplicasBench implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final int ORDERS_PER_MEMBER = 3;

    @Option(names = "--replicas", split = ",", defaultValue = "1,2,4", description = "numbers (${DEFAULT-VALUE})")
    private List<Integer> replicas;

    @Option(names = "--rounds", defaultValue = "2", description = "there and back again (${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--backlog", defaultValue = "150000", description = "orders (${DEFAULT-VALUE})")
    private int backlog;

    @Option(names = "--warm-up", defaultValue = "100000", description = "orders of each number (${DEFAULT-VALUE})")
    private int warmUp;

    @Override
    public Integer call() throws Exception {
        try (Stack stack = Stack.start()) {
            Shop shop = new Shop(stack);
            shop.open();
            List<Integer> turns = new ArrayList<>(replicas);
            for (int round = 0; round < rounds; round++) {
                for (int count : turns) {
                    run(stack, shop, count);
                }
                Collections.reverse(turns);
            }
            stack.check();
        }
        return 0;
    }

    private void run(Stack stack, Shop shop, int count) throws Exception {
        List<Replica> others = new ArrayList<>();
        try {
            for (int replica = 1; replica < count; replica++) {
                others.add(Replica.of(stack.process(Service.ATTRIBUTION).pid()));
            }
            // As many orders of a member as before: each more would cost by itself.
            shop.grow((warmUp + backlog) / ORDERS_PER_MEMBER);
            IngestBench.Sending.all(stack, shop, warmUp);
            stack.await(List.of(Service.values()), LIMIT);

            List<Long> all = LongStream.concat(
                            LongStream.of(stack.process(Service.ATTRIBUTION).pid()),
                            others.stream().mapToLong(Replica::pid))
                    .boxed()
                    .toList();
            signal("-STOP", all);
            long begin;
            try {
                IngestBench.Sending.all(stack, shop, backlog);
                stack.await(List.of(Service.MEMBER, Service.ORDER_INGEST), LIMIT);
            } finally {
                begin = System.nanoTime();
                signal("-CONT", all);
            }
            stack.await(List.of(Service.values()), LIMIT);
            double seconds = Figures.secondsSince(begin);
            if (!others.stream().allMatch(Replica::isAlive)) {
                throw new IllegalStateException("A replica has ended meanwhile (expected: " + count + " that run)");
            }
            stack.console()
                    .result(String.format(
                            Locale.ROOT,
                            "%d of attribution-svc, %d orders behind: reported after %.1f s, %.0f orders/s",
                            count,
                            backlog,
                            seconds,
                            backlog / seconds));
        } finally {
            others.forEach(Replica::stop);
        }
    }

    private static void signal(String signal, List<Long> processes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", signal));
        processes.forEach(process -> command.add(Long.toString(process)));
        int end = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (end != 0) {
            throw new IllegalStateException(command + " ended with " + end);
        }
    }
}
