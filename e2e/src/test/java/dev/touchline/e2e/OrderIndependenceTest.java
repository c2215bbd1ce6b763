package dev.touchline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.cli.peer.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same facts in three orders to three fresh installations: as they happened; backwards, orders before anybody and anything
 * they are about; and interleaved. Twice the documents of each file come in a random order with repetitions, and services and
 * PostgreSQL are killed in between. The ledgers must be the same to the fen and to the touch.
 */
@Tag("faults")
class OrderIndependenceTest {

    private static final int MEMBERS = 1_500;

    @TempDir
    static Path folder;

    @Test
    void sameFacts_inAnyOrder_giveTheSameLedgers() throws IOException {
        Retailer retailer;
        Map<String, String> asTheyHappened;
        Map<String, String> reports;
        try (Installation touchline = Installation.up(folder.resolve("in-order"))) {
            retailer = Retailer.generate(touchline, folder.resolve("data"), MEMBERS);
            retailer.load(touchline);
            asTheyHappened = ledger(touchline);
            reports = touchline.reports();
        }
        assertThat(asTheyHappened).hasSizeGreaterThan(MEMBERS);

        try (Installation touchline = Installation.up(folder.resolve("backwards"))) {
            load(touchline, retailer, 1, List.of("touches-later", "orders"));
            kill(touchline, "attribution-svc");
            load(touchline, retailer, 1, List.of("touches", "campaigns", "members-later"));
            kill(touchline, "postgres");
            load(touchline, retailer, 1, List.of("members", "arms", "organisation"));
            assertSame(touchline, asTheyHappened, reports);
        }

        try (Installation touchline = Installation.up(folder.resolve("interleaved"))) {
            List<Path> orders = retailer.shuffled("orders", 2, 3);
            List<Path> touches = retailer.shuffled("touches", 2, 2);
            load(touchline, "touches", touches.get(1));
            load(touchline, "orders", orders.get(2));
            load(touchline, retailer, 2, List.of("campaigns", "members-later"));
            kill(touchline, "order-ingest-svc");
            load(touchline, "orders", orders.get(0));
            load(touchline, retailer, 2, List.of("members", "organisation", "touches-later"));
            kill(touchline, "report-svc");
            load(touchline, "orders", orders.get(1));
            load(touchline, "orders", orders.get(2));
            load(touchline, retailer, 2, List.of("arms"));
            load(touchline, "touches", touches.get(0));
            assertSame(touchline, asTheyHappened, reports);
        }
    }

    private static void assertSame(Installation touchline, Map<String, String> ledger, Map<String, String> reports)
            throws IOException {
        Map<String, String> theirs = ledger(touchline);
        assertThat(theirs.keySet()).isEqualTo(ledger.keySet());
        ledger.forEach((key, entry) -> assertThat(theirs.get(key)).as(key).isEqualTo(entry));
        assertThat(touchline.reports()).isEqualTo(reports);
        touchline.run("check");
    }

    private static Map<String, String> ledger(Installation touchline) throws IOException {
        touchline.awaitAttributed();
        return LedgerByKeys.read(touchline.channelOf(Service.REPORT, "attribution-svc"));
    }

    private static void load(Installation touchline, Retailer retailer, long seed, List<String> files)
            throws IOException {
        for (String file : files) {
            load(touchline, file, retailer.shuffled(file, seed, 1).get(0));
        }
    }

    private static void load(Installation touchline, String file, Path path) {
        touchline.start("import", file.replace("-later", ""), path.toString()).succeed();
    }

    private static void kill(Installation touchline, String victim) throws IOException {
        touchline.kill(victim);
        touchline.run("up");
    }
}
