package dev.touchline.cli.load;

import dev.touchline.cli.Console;
import dev.touchline.cli.ExitCode;
import dev.touchline.cli.mapping.Entity;
import dev.touchline.cli.mapping.Mapping;
import dev.touchline.cli.mapping.Mappings;
import dev.touchline.cli.peer.Connections;
import dev.touchline.cli.peer.PeerOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code touchline import}: loads CSV files. */
@Command(
        name = "import",
        description = {
            "Loads CSV files, plain or .gz, in UTF-8 or GBK, with a header line.",
            "",
            "A bad row is reported on stderr with file, line, column, value and expectation; the rest goes on, and the"
                    + " exit code is 3. What was loaded before is recognised as a duplicate, so a file may be loaded"
                    + " again at any time.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  touchline import members members.csv.gz --mapping completejourney",
            "  touchline import orders till-2025-11-11.csv --mapping my-till.yaml",
            "  touchline import orders ExportOrderList.csv --mapping tmall-orders --constant brand=aurora",
            "  touchline import refunds returns.csv         (the same as orders: the rows say what they are)"
        })
public final class ImportCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private PeerOptions peers;

    @Parameters(
            index = "0",
            paramLabel = "WHAT",
            description = "organisation, members, campaigns, arms, touches, orders or refunds")
    private What what;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "one or more files")
    private List<Path> files;

    @Option(
            names = "--mapping",
            paramLabel = "NAME|FILE",
            defaultValue = "canonical",
            description = "how columns become fields: canonical (default), completejourney, till, mini-program,"
                    + " tmall-orders, tmall-items, jd-orders, or a YAML file")
    private String mapping;

    @Option(
            names = "--constant",
            paramLabel = "FIELD=VALUE",
            description = "value of a field in rows whose file does not say it, e.g. brand=aurora; may be repeated")
    private Map<String, String> constants = Map.of();

    /** The command, writing to {@code console}. */
    public ImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Mapping found = Mappings.find(mapping).with(what.entity, constants);
        boolean bad = false;
        try (Connections connections = peers.connect()) {
            Loader loader = new Loader(connections, console);
            for (Path file : files) {
                Tally tally = loader.load(file, found, what.entity);
                console.result(file.getFileName() + ": " + tally);
                bad |= tally.anyBad();
            }
        }
        return bad ? ExitCode.BAD_ROWS : ExitCode.OK;
    }

    /** What the user may name. */
    enum What {
        organisation(Entity.ORGANISATION),
        members(Entity.MEMBERS),
        campaigns(Entity.CAMPAIGNS),
        arms(Entity.ARMS),
        touches(Entity.TOUCHES),
        orders(Entity.ORDERS),
        refunds(Entity.ORDERS);

        private final Entity entity;

        What(Entity entity) {
            this.entity = entity;
        }
    }
}
