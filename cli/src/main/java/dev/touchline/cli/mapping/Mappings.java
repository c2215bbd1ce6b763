package dev.touchline.cli.mapping;

import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds a mapping: one of those shipped, by name, or any YAML file, by path. */
public final class Mappings {
    /** Names of the mappings that are shipped. */
    public static final List<String> SHIPPED =
            List.of("canonical", "completejourney", "till", "mini-program", "tmall-orders", "tmall-items", "jd-orders");

    private Mappings() {}

    /** The mapping called {@code nameOrPath}; a usage failure if there is none or it cannot be understood. */
    public static Mapping find(String nameOrPath) {
        try {
            if (SHIPPED.contains(nameOrPath)) {
                try (InputStream in = Mappings.class.getResourceAsStream("/mappings/" + nameOrPath + ".yaml")) {
                    return read(nameOrPath, new InputStreamReader(in, StandardCharsets.UTF_8));
                }
            }
            Path path = Path.of(nameOrPath);
            if (!Files.isRegularFile(path)) {
                throw new Failure(
                        ExitCode.USAGE,
                        "--mapping: " + nameOrPath + " (expected: one of " + SHIPPED + ", or a YAML file)");
            }
            try (Reader reader = Files.newBufferedReader(path)) {
                return read(path.getFileName().toString(), reader);
            }
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, "mapping " + nameOrPath + ": " + e.getMessage(), e);
        }
    }

    private static Mapping read(String name, Reader yaml) {
        return new MappingReader(name).read(yaml);
    }
}
