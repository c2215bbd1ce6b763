package dev.touchline.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What a process has used, as /proc tells it; alone, or with all below it (PostgreSQL has one process a connection).
 *
 * @param residentKib resident now; of several processes their proportional share, so that shared memory counts once
 * @param peakKib greatest resident so far; empty for several processes
 * @param cpuSeconds processor time of the process, those below it, and those below it that have ended
 */
public record ProcessMeter(long residentKib, OptionalLong peakKib, double cpuSeconds) {
    private static final double TICKS_PER_SECOND = 100;
    private static final int UTIME = 11;
    private static final int CSTIME = 14;

    /** Reads the meter of one process; all zero where there is no /proc. */
    public static ProcessMeter read(ProcessHandle process) {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        return new ProcessMeter(
                kib(proc.resolve("status"), "VmRSS:"),
                OptionalLong.of(kib(proc.resolve("status"), "VmHWM:")),
                cpuSeconds(proc.resolve("stat")));
    }

    /** Reads the meter of a process and all below it, together. */
    public static ProcessMeter readFamily(ProcessHandle process) {
        List<ProcessHandle> family =
                Stream.concat(Stream.of(process), process.descendants()).toList();
        long resident = 0;
        double cpu = 0;
        for (ProcessHandle member : family) {
            Path proc = Path.of("/proc", Long.toString(member.pid()));
            resident += kib(proc.resolve("smaps_rollup"), "Pss:");
            cpu += cpuSeconds(proc.resolve("stat"));
        }
        return new ProcessMeter(resident, OptionalLong.empty(), cpu);
    }

    private static long kib(Path file, String field) {
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith(field)) {
                    return Long.parseLong(
                            line.substring(field.length()).replace("kB", "").strip());
                }
            }
            return 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** utime, stime and those of children that were waited for: fields 14 to 17, the first after the name being 3. */
    private static double cpuSeconds(Path stat) {
        try {
            String text = Files.readString(stat);
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
            long ticks = 0;
            for (int field = UTIME; field <= CSTIME; field++) {
                ticks += Long.parseLong(fields[field]);
            }
            return ticks / TICKS_PER_SECOND;
        } catch (IOException e) {
            return 0;
        }
    }
}
