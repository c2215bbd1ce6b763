package dev.touchline.bench.system;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Runs one of the benchmarks in an installation of its own ({@code TOUCHLINE_HOME}), which it stops at the end. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        subcommands = {IngestBench.class, FreshnessBench.class, ReplicasBench.class, GrowthBench.class})
public final class SystemBench {
    private SystemBench() {}

    /** Runs the benchmark that the first argument names. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SystemBench()).execute(arguments));
    }
}
