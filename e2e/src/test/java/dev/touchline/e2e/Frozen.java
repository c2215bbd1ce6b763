package dev.touchline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL that neither answers nor ends: all its processes are stopped where they are, until this is closed. */
final class Frozen implements AutoCloseable {

    private final List<String> processes;

    private Frozen(List<String> processes) {
        this.processes = processes;
    }

    /** Freezes an installation's PostgreSQL. */
    static Frozen postgres(Installation touchline) throws IOException {
        ProcessHandle main = touchline.process("postgres");
        signal("-STOP", pids(Stream.of(main))); // first, so that it starts no other
        List<String> all = pids(Stream.concat(Stream.of(main), main.descendants()));
        signal("-STOP", all);
        return new Frozen(all);
    }

    /** How many processes stand still. */
    int processes() {
        return processes.size();
    }

    @Override
    public void close() throws IOException {
        signal("-CONT", processes);
    }

    private static List<String> pids(Stream<ProcessHandle> processes) {
        return processes.map(process -> Long.toString(process.pid())).toList();
    }

    private static void signal(String signal, List<String> pids) throws IOException {
        List<String> command = new ArrayList<>(List.of("kill", signal));
        command.addAll(pids);
        Process kill = new ProcessBuilder(command).inheritIO().start();
        assertThat(kill.onExit().join().exitValue()).as("%s", command).isZero();
    }
}
