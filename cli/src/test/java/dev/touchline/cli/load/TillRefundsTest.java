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

/** Refund receipts give back lines of their order, however they number their own: by the line the brand is found. */
class TillRefundsTest {
    private static final String HEAD = "单据类型,小票号,行号,销售时间,门店编码,品牌,数量,实收金额,原小票号";
    private static final String ORDER =
            "销售,S1,1,2025-11-11 10:15:00,S07,a,1,50.00,,\n" + "销售,S1,2,2025-11-11 10:15:00,S07,b,1,200.00,,\n";

    private final List<Document> documents = new ArrayList<>();
    private final List<String> bad = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void refundReceiptThatNumbersFromOne_givesBackTheLineThatItNames() throws IOException {
        read("till", Map.of(), HEAD + ",原行号\n" + ORDER + "退货,S2,1,2025-11-12 11:00:00,S07,b,-1,-200.00,S1,2\n");

        assertThat(bad).isEmpty();
        assertThat(documents)
                .extracting(TillRefundsTest::text)
                .containsExactly("S1 1:a:5000 2:b:20000", "S2 2:b:20000");
    }

    @Test
    void refundReceipt_mayNameTheOrdersLinesInAnyOrderAndMoreThanOnce() throws IOException {
        read(
                "till",
                Map.of(),
                HEAD + ",原行号\n"
                        + "退货,S2,1,2025-11-12 11:00:00,S07,b,-1,-20.00,S1,2\n"
                        + "退货,S2,2,2025-11-12 11:00:00,S07,a,-1,-50.00,S1,1\n"
                        + "退货,S2,3,2025-11-12 11:00:00,S07,b,-1,-30.00,S1,2\n");

        assertThat(bad).isEmpty();
        assertThat(documents).extracting(TillRefundsTest::text).containsExactly("S2 2:b:5000 1:a:5000");
        assertThat(documents.get(0).getLines(0).getQuantity()).isEqualTo(2);
    }

    @Test
    void refundReceiptWithoutTheOrdersLine_isABadRow() throws IOException {
        String refund = "退货,S2,1,2025-11-12 11:00:00,S07,b,-1,-200.00,S1";
        String without = "无单退货,S3,1,2025-11-12 11:00:00,S07,b,-1,-10.00,";

        read("till", Map.of(), HEAD + ",原行号\n" + refund + ",\n" + without + ",\n");
        read("till", Map.of(), HEAD + "\n" + refund + "\n" + without + "\n");

        assertThat(documents).extracting(TillRefundsTest::text).containsExactly("S3 1:b:1000", "S3 1:b:1000");
        assertThat(bad)
                .hasSize(2)
                .allMatch(why -> why.equals("2: column 原行号: empty (expected: the number of the order's line; where"
                        + " line_number is it: --constant refund_of_line=line_number)"));
    }

    @Test
    void tillThatRepeatsTheOrdersNumbers_isBelievedWhereThatIsSaid() throws IOException {
        read(
                "till",
                Map.of("refund_of_line", "line_number"),
                HEAD + "\n" + "退货,S2,2,2025-11-12 11:00:00,S07,b,-1,-200.00,S1\n");

        assertThat(bad).isEmpty();
        assertThat(documents).extracting(TillRefundsTest::text).containsExactly("S2 2:b:20000");
    }

    @Test
    void refundOfLinesThatTheFileDoesNotNumber_needsTheOrdersLine() throws IOException {
        String fields =
                "type: kind, number: bill, occurred_at: at, line_key: article, amount: paid, refund_of_number: of";
        Path silent =
                Files.writeString(folder.resolve("silent.yaml"), "currency: CNY\norders: {fields: {" + fields + "}}\n");
        Path telling = Files.writeString(
                folder.resolve("telling.yaml"),
                "currency: CNY\norders: {fields: {" + fields + ", refund_of_line: line}}\n");
        String csv = "kind,bill,at,article,paid,of,line\n" + "refund,R1,2025-11-12T11:00:00Z,X,1.00,O1,2\n";

        read(silent.toString(), Map.of(), csv);
        assertThat(documents).isEmpty();
        assertThat(bad).singleElement().asString().contains("column refund_of_line: empty");

        read(telling.toString(), Map.of(), csv);
        assertThat(documents).extracting(TillRefundsTest::text).containsExactly("R1 2::100");
    }

    private static String text(Document document) {
        StringBuilder text = new StringBuilder(document.getKey().getNumber());
        document.getLinesList().forEach(line -> text.append(' ')
                .append(line.getLineNumber())
                .append(':')
                .append(line.getBrand())
                .append(':')
                .append(line.getAmountMinor()));
        return text.toString();
    }

    private void read(String mapping, Map<String, String> constants, String csv) throws IOException {
        Path file = Files.writeString(folder.resolve("orders.csv"), csv);
        new DocumentFile(file, Mappings.find(mapping).with(Entity.ORDERS, constants))
                .forEach((line, document) -> documents.add(document), (line, why) -> bad.add(line + ": " + why));
    }
}
