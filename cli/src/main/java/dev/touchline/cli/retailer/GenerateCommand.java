package dev.touchline.cli.retailer;

import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code touchline generate}: writes the generated retailer as files. */
@Command(
        name = "generate",
        description = {
            "Writes the generated retailer as CSV files, with the mapping that reads them (mapping.yaml) and the known"
                    + " effect of every campaign (truth.csv). The same members and seed give the same bytes.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  touchline generate /tmp/retailer --members 1000",
            "  touchline demo --data /tmp/retailer --mapping canonical"
        })
public final class GenerateCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "DIR", description = "folder to write to; made if it does not exist")
    private Path folder;

    @Option(
            names = "--members",
            paramLabel = "N",
            defaultValue = "20000",
            description = "members; touches are about 2 and orders 1.5 times as many (default: ${DEFAULT-VALUE})")
    private int members;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "seed (default: ${DEFAULT-VALUE})")
    private long seed;

    /** The command, writing to {@code console}. */
    public GenerateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        generate(folder, members, seed);
        try (InputStream mapping = GenerateCommand.class.getResourceAsStream("/mappings/canonical.yaml")) {
            Files.copy(mapping, folder.resolve("mapping.yaml"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, folder + ": cannot be written: " + e.getMessage(), e);
        }
        console.remark("wrote %s", folder);
        return ExitCode.OK;
    }

    /** Writes the files of a retailer into {@code folder}; the truth about its campaigns. */
    public static Truth generate(Path folder, int members, long seed) {
        if (members < 1) {
            throw new Failure(ExitCode.USAGE, "--members: " + members + " (expected: 1 or more)");
        }
        try (RetailerFiles files = new RetailerFiles(folder)) {
            return new Retailer(members, seed).writeTo(files);
        }
    }
}
