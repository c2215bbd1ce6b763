package dev.touchline.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a process really runs. One that was killed and that its parent has not taken leave of yet (a zombie) looks alive to
 * Java and to PostgreSQL; here it is dead.
 */
final class Alive {
    private Alive() {}

    static boolean is(ProcessHandle process) {
        return process.isAlive() && !isZombie(process.pid());
    }

    private static boolean isZombie(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.startsWith(") Z", stat.lastIndexOf(')'));
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether any process that runs has {@code folder} as its working directory, as PostgreSQL's have their data. */
    static boolean anyIn(Path folder) {
        return ProcessHandle.allProcesses().filter(Alive::is).anyMatch(process -> worksIn(process.pid(), folder));
    }

    private static boolean worksIn(long pid, Path folder) {
        try {
            return Files.isSameFile(Path.of("/proc", Long.toString(pid), "cwd"), folder);
        } catch (IOException e) {
            return false;
        }
    }
}
