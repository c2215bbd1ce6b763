package dev.touchline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.cli.local.ProcessMeter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The memory of a service's process: what it holds after a collection, and what is resident. */
final class Meter {

    private static final Pattern USED = Pattern.compile("used (\\d+)K");
    private static final int KIB = 1024;

    private final ProcessHandle process;
    private final List<Long> heapMb = new ArrayList<>();
    private long residentMb;

    Meter(ProcessHandle process) {
        this.process = process;
    }

    /** Collects and reads the heap. */
    void read() {
        jcmd("GC.run");
        Matcher used = USED.matcher(jcmd("GC.heap_info"));
        long kib = 0;
        while (used.find()) {
            kib += Long.parseLong(used.group(1));
        }
        heapMb.add((kib - metaspaceKib()) / KIB);
        sample();
    }

    /** Reads what is resident. */
    void sample() {
        residentMb = Math.max(residentMb, ProcessMeter.read(process).residentKib() / KIB);
    }

    /** The process lives and never held more. */
    void assertBelow(long megabytes) {
        assertThat(process.isAlive()).isTrue();
        assertThat(heapMb).allMatch(held -> held < megabytes, "less than " + megabytes + " MB");
    }

    private long metaspaceKib() {
        Matcher metaspace =
                Pattern.compile("(?:Metaspace|class space) +used (\\d+)K").matcher(jcmd("GC.heap_info"));
        long kib = 0;
        while (metaspace.find()) {
            kib += Long.parseLong(metaspace.group(1));
        }
        return kib;
    }

    private String jcmd(String command) {
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(process.pid()),
                            command)
                    .redirectErrorStream(true)
                    .start();
            return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException noJdk) {
            throw new IllegalStateException(noJdk);
        }
    }

    @Override
    public String toString() {
        return "heap after GC MB " + heapMb + ", resident at most MB " + residentMb;
    }
}
