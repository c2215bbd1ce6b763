package dev.touchline.cli.peer;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;

/** Where a service listens. */
public record Address(String host, int port) {
    private static final int MAX_PORT = 65_535;

    /** Reads {@code host:port}; anything else is a usage failure that names {@code origin}. */
    public static Address parse(String text, String origin) {
        int colon = text.lastIndexOf(':');
        if (colon > 0 && text.substring(colon + 1).matches("\\d{1,5}")) {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (port > 0 && port <= MAX_PORT) {
                return new Address(text.substring(0, colon), port);
            }
        }
        throw new Failure(ExitCode.USAGE, origin + ": " + text + " (expected: host:port)");
    }

    /** Whether it is this machine. */
    boolean loopback() {
        return host.equals("localhost") || host.startsWith("127.");
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
