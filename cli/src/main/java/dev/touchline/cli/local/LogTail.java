package dev.touchline.cli.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a log, for a message about a process that did not start. */
final class LogTail {
    private static final int LINES = 20;

    private LogTail() {}

    /** The last lines of {@code file}, each indented; says so if there are none. */
    static String of(Path file) {
        try {
            List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            StringBuilder tail = new StringBuilder("  " + file + ":\n");
            lines.subList(Math.max(0, lines.size() - LINES), lines.size())
                    .forEach(line -> tail.append("    ").append(line).append('\n'));
            return tail.toString();
        } catch (IOException e) {
            return "  " + file + ": no log\n";
        }
    }
}
