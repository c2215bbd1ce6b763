package dev.touchline.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.cli.mapping.Entity;
import dev.touchline.cli.mapping.Mappings;
import dev.touchline.order.v1.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A row that nobody can assign may be a line of a document beside it: no document is loaded without a line. */
class LostRowsTest {
    private static final String FIELDS =
            "currency: CNY\norders: {fields: {type: {column: kind, constant: order}, number: bill,"
                    + " version: version, occurred_at: at, amount: paid";
    private static final String NUMBERED = FIELDS + ", line_number: line}}\n";
    private static final String KEYED = FIELDS + ", line_key: line}}\n";
    private static final String ROW_BY_ROW = FIELDS + "}}\n";
    private static final String AT = ",2025-11-11T10:00:00Z,";

    private final List<String> documents = new ArrayList<>();
    private final List<String> bad = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void rowWithAnotherNumberOfFields_leavesOutTheDocumentThatItMayEnd() throws IOException {
        read(NUMBERED, row("O1", 1), row("O1", 2), "order,O1,1" + AT + "3,1.00,coat, long", row("O2", 1), row("O2", 2));

        assertThat(documents).containsExactly("O2 2");
        assertThat(bad)
                .containsExactly(
                        "4: 8 fields (expected: 6)",
                        "2: document O1: left out: a row beside it cannot be read and may be its line");
    }

    @Test
    void rowWithAnotherNumberOfFields_leavesOutTheDocumentThatItMayBegin() throws IOException {
        read(NUMBERED, "order,O1,1" + AT + "1", row("O1", 2), row("O1", 3), row("O2", 1));

        assertThat(documents).containsExactly("O2 1");
        assertThat(bad).hasSize(2);
    }

    @Test
    void rowWithAnotherNumberOfFields_leavesOutTheDocumentAroundItAlone() throws IOException {
        read(NUMBERED, row("O1", 1), row("O2", 1), "order,O2,1", row("O2", 3), row("O3", 1));
        read(KEYED, row("K1", 1), row("K2", 1), "order,K2,1", row("K2", 3), row("K3", 1));

        assertThat(documents).containsExactly("O1 1", "O3 1", "K1 1", "K3 1");
    }

    @Test
    void lastRowThatIsCutOff_leavesOutTheLastDocument() throws IOException {
        read(NUMBERED, row("O1", 1), row("O2", 1), "order,O2,1,2025-11-1");

        assertThat(documents).containsExactly("O1 1");
    }

    @Test
    void unreadableKey_leavesOutTheDocumentsThatItMayBelongTo() throws IOException {
        read(NUMBERED, row("O1", 1), "sale,O1,1" + AT + "2,1.00", row("O1", 3), row("O2", 1));
        read(NUMBERED, row("P1", 1), "sale,P1,1" + AT + "2,1.00", row("P2", 1));
        read(NUMBERED, "sale,Q1,1" + AT + "1,1.00", row("Q1", 2), row("Q2", 1));

        assertThat(documents).containsExactly("O2 1", "P2 1", "Q2 1");
    }

    @Test
    void unreadableLineNumberOrVersionOfAFirstRow_leavesOutItsDocumentAlone() throws IOException {
        read(NUMBERED, row("O1", 1), row("O1", 2), "order,O2,1" + AT + "x,1.00", row("O2", 2), row("O3", 1));
        read(NUMBERED, row("P1", 1), row("P1", 2), "order,P2,v" + AT + "1,1.00", row("P2", 2), row("P3", 1));

        assertThat(documents).containsExactly("O1 2", "O3 1", "P1 2", "P3 1");
    }

    @Test
    void linesWithoutNumbers_leaveOutTheDocumentsOnBothSides() throws IOException {
        read(KEYED, row("O1", 1), row("O2", 1), "order", row("O3", 1), row("O3", 2), row("O4", 1));

        assertThat(documents).containsExactly("O1 1", "O4 1");
        assertThat(bad)
                .containsExactly(
                        "4: 1 fields (expected: 6)",
                        "3: document O2: left out: a row beside it cannot be read and may be its line",
                        "5: document O3: left out: a row beside it cannot be read and may be its line");
    }

    @Test
    void rowsThatAreDocuments_leaveOutNothingElse() throws IOException {
        read(ROW_BY_ROW, row("O1", 1), "order", row("O2", 1), "sale,O3,1" + AT + "1,1.00", row("O4", 1));

        assertThat(documents).containsExactly("O1 1", "O2 1", "O4 1");
        assertThat(bad).hasSize(2);
    }

    private static String row(String number, int line) {
        return "order," + number + ",1" + AT + line + ",1.00";
    }

    private void read(String mapping, String... rows) throws IOException {
        Path yaml = Files.writeString(folder.resolve("m.yaml"), mapping);
        Path file = Files.writeString(
                folder.resolve("orders.csv"), "kind,bill,version,at,line,paid\n" + String.join("\n", rows) + "\n");
        new DocumentFile(file, Mappings.find(yaml.toString()).with(Entity.ORDERS, Map.of()))
                .forEach((line, document) -> documents.add(text(document)), (line, why) -> bad.add(line + ": " + why));
    }

    private static String text(Document document) {
        return document.getKey().getNumber() + " " + document.getLinesCount();
    }
}
