package dev.touchline.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.Timestamps;
import dev.touchline.cli.Failure;
import dev.touchline.cli.mapping.Entity;
import dev.touchline.cli.mapping.Mapping;
import dev.touchline.cli.mapping.Mappings;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Line;
import dev.touchline.type.v1.Identifier;
import dev.touchline.type.v1.SalesChannel;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shipped mappings make of exports as people have them, in both encodings. */
class PresetsTest {
    private static final Charset GBK = Charset.forName("GB18030");

    private final List<Document> documents = new ArrayList<>();
    private final List<String> bad = new ArrayList<>();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"utf8", "gbk"})
    void tmallOrders_areSalesAndWhatWasGivenBack(String encoding) {
        read("tmall-orders", encoding, Map.of("brand", "aurora"));

        assertThat(documents)
                .extracting(document -> document.getKey().getNumber() + " "
                        + document.getKey().getType().getNumber() + " " + amounts(document))
                .containsExactly(
                        "2501000000000000001 1 [59800]",
                        "2501000000000000002 1 [123450]",
                        "2501000000000000004 1 [29800]",
                        "2501000000000000004 2 [29800]",
                        "2501000000000000006 1 [30000]",
                        "2501000000000000006 2 [10000]");
        Document first = documents.get(0);
        assertThat(first.getKey().getSource()).isEqualTo("tmall");
        assertThat(first.getSalesChannel()).isEqualTo(SalesChannel.SALES_CHANNEL_MARKETPLACE);
        assertThat(first.getLines(0).getBrand()).isEqualTo("aurora");
        assertThat(first.getLines(0).getQuantity()).isEqualTo(2);
        assertThat(first.getCurrencyCode()).isEqualTo("CNY");
        assertThat(Timestamps.toString(first.getOccurredAt())).isEqualTo("2025-11-10T16:00:12Z");
        assertThat(first.getIdentifiersList()).extracting(Identifier::getValue).containsExactly("小雨86", "10000000001");
        assertThat(first.getIdentifiers(0).getIssuer()).isEqualTo("tmall");
        assertThat(Timestamps.toString(documents.get(1).getOccurredAt())).isEqualTo("2025-11-10T16:05:00Z");
    }

    @Test
    void refundInTheOrdersRow_isADocumentOfItsOwn() {
        read("tmall-orders", "utf8", Map.of("brand", "aurora"));

        Document whole = documents.get(3);
        Document part = documents.get(5);
        assertThat(whole.getRefundOf()).isEqualTo(documents.get(2).getKey());
        assertThat(whole.getLines(0).getQuantity()).isEqualTo(1);
        assertThat(part.getLines(0).getQuantity()).isZero();
        // A later export with more given back replaces this one.
        assertThat(part.getVersion()).isEqualTo(10_000);
    }

    @Test
    void maskedBuyer_isNobody() {
        read("tmall-orders", "utf8", Map.of("brand", "aurora"));

        assertThat(documents.get(4).getIdentifiersList()).isEmpty();
    }

    @Test
    void roundedNumberAndUnknownStatus_areBadRows() {
        read("tmall-orders", "gbk", Map.of("brand", "aurora"));

        assertThat(bad).hasSize(2);
        assertThat(bad.get(0)).startsWith("8: column 订单编号: \"2.50123E+17\"").contains("a spreadsheet has rounded it");
        assertThat(bad.get(1)).startsWith("9: column 订单状态: \"卖家要想一想\"").contains("交易成功");
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf8", "gbk"})
    void tmallItems_areNumberedByTheirKeyWhateverTheirOrder(String encoding) {
        read("tmall-items", encoding, Map.of("brand", "aurora", "source", "tmall-flagship"));

        assertThat(bad).isEmpty();
        assertThat(documents)
                .extracting(document -> document.getKey().getNumber() + " "
                        + document.getKey().getType().getNumber() + " " + amounts(document))
                .containsExactly(
                        "2501000000000000010 1 [21800, 119900]",
                        "2501000000000000010 2 [5000]",
                        "2501000000000000020 1 [5900]");
        assertThat(documents.get(0).getLinesList()).extracting(Line::getSku).containsExactly("WJ-7", "YR-1");
        assertThat(documents.get(1).getLines(0).getLineNumber()).isEqualTo(1);
        assertThat(documents.get(0).getKey().getSource()).isEqualTo("tmall-flagship");
        assertThat(documents.get(1).getRefundOf().getSource()).isEqualTo("tmall-flagship");
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf8", "gbk"})
    void jdOrders_spreadTheirTotalOverTheirArticles(String encoding) {
        read("jd-orders", encoding, Map.of("brand", "aurora"));

        assertThat(bad).isEmpty();
        assertThat(documents)
                .extracting(document -> document.getKey().getNumber() + " "
                        + document.getKey().getType().getNumber() + " " + amounts(document))
                .containsExactly("310000000001 1 [9091, 90908]", "310000000002 1 [5000]", "310000000002 2 [5000]");
        assertThat(documents.get(0).getLines(0).getQuantity()).isEqualTo(2);
        assertThat(documents.get(0).getIdentifiersList())
                .extracting(Identifier::getValue)
                .containsExactly("jd_a1", "10000000011");
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf8", "gbk"})
    void tillReceipts_giveBackWithAMinus(String encoding) {
        read("till", encoding, Map.of());

        assertThat(documents)
                .extracting(document -> document.getKey().getNumber() + " "
                        + document.getKey().getType().getNumber() + " " + amounts(document))
                .containsExactly("S07-0001 1 [129900, 19800]", "S07-0002 2 [9900]", "S07-0003 3 [5900]");
        assertThat(documents.get(0).getPlaces().getStore()).isEqualTo("S07");
        assertThat(documents.get(0).getRoles().getSalesGuide()).isEqualTo("G12");
        assertThat(documents.get(0).getPaymentNumber()).isEqualTo("P-77");
        assertThat(documents.get(1).getRefundOf().getNumber()).isEqualTo("S07-0001");
        assertThat(documents.get(1).getLines(0).getLineNumber()).isEqualTo(2);
        assertThat(documents.get(1).getLines(0).getQuantity()).isEqualTo(1);
        assertThat(documents.get(2).getIdentifiersList()).isEmpty();
        assertThat(bad).containsExactly("6: column 实收金额: \"59.00\" (expected: a refund with a minus)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf8", "gbk"})
    void miniProgramOrders_areRefundedLineByLineAtTheirTime(String encoding) {
        read("mini-program", encoding, Map.of());

        assertThat(bad).isEmpty();
        assertThat(documents)
                .extracting(document -> document.getKey().getNumber() + " "
                        + document.getKey().getType().getNumber() + " " + amounts(document))
                .containsExactly(
                        "M20251111001 1 [119900, 19800]",
                        "M20251111001 2 [9900]",
                        "M20251111003 1 [9900]",
                        "M20251111003 2 [9900]");
        assertThat(documents.get(1).getLines(0).getLineNumber()).isEqualTo(2);
        assertThat(Timestamps.toString(documents.get(1).getOccurredAt())).isEqualTo("2025-11-13T04:00:00Z");
        assertThat(documents.get(1).getPlaces().getStore()).isEqualTo("S07");
        assertThat(documents.get(0).getRoles().getLinkGuide()).isEqualTo("G12");
    }

    // Else the second one would be conflicting.
    @Test
    void miniProgramOrder_saysTheSameBeforeAndAfterItIsShipped() throws IOException {
        String head = "订单号,订单状态,支付时间,发货门店编码,商品行号,品牌,数量,实付金额,退款金额\n";
        Path before = Files.writeString(
                folder.resolve("before.csv"), head + "M1,待发货,2025-11-11 09:00:20,,1,aurora,1,99.00,\n");
        Path after = Files.writeString(
                folder.resolve("after.csv"), head + "M1,已发货,2025-11-11 09:00:20,S09,1,aurora,1,99.00,\n");

        readFile(before, "mini-program", Map.of());
        readFile(after, "mini-program", Map.of());

        assertThat(documents).hasSize(2);
        assertThat(documents.get(1)).isEqualTo(documents.get(0));
    }

    @Test
    void lineWithAnUnknownStatus_leavesOutItsWholeOrder() throws IOException {
        String head = "订单号,商品ID,订购数量,京东价,结算金额,订单状态,付款确认时间\n";
        Path file = Files.writeString(
                folder.resolve("jd.csv"),
                head + "1,11,1,10.00,30.00,沉思中,2025-11-11 00:00:30\n" + "1,12,1,20.00,30.00,完成,2025-11-11 00:00:30\n"
                        + "2,11,1,10.00,20.00,完成,2025-11-11 00:00:30\n" + "2,12,1,10.00,20.00,沉思中,2025-11-11 00:00:30\n"
                        + "3,11,1,10.00,10.00,完成,2025-11-11 00:00:30\n");

        readFile(file, "jd-orders", Map.of("brand", "aurora"));

        assertThat(documents)
                .extracting(document -> document.getKey().getNumber())
                .containsExactly("3");
        assertThat(bad).hasSize(2);
    }

    @Test
    void presetThatAsksForTheBrand_isRefusedWithoutIt() {
        assertThatThrownBy(() -> read("jd-orders", "utf8", Map.of()))
                .isInstanceOf(Failure.class)
                .hasMessage("mapping jd-orders: brand: missing (expected: --constant brand=VALUE)");
        assertThatThrownBy(() -> read("jd-orders", "utf8", Map.of("colour", "red")))
                .hasMessageContaining("--constant colour: unknown");
    }

    @Test
    void exportOfAnotherForm_namesWhatIsMissingAndWhatWasFound() throws IOException {
        Path file = Files.write(folder.resolve("old.csv"), "订单编号,订单状态,总金额\n".getBytes(GBK));

        assertThatThrownBy(() -> readFile(file, "tmall-orders", Map.of("brand", "aurora")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("old.csv:1: no column [订单付款时间/买家付款时间, 买家应付货款, 退款金额]")
                .hasMessageContaining("got: [订单编号, 订单状态, 总金额]");
    }

    @Test
    void encodingThatIsSaid_isNotGuessed() throws IOException {
        String yaml = "encoding: gbk\norders: {fields: {number: 单号, occurred_at: 时间, amount: 金额}}\ncurrency: CNY\n";
        Path mapping = Files.writeString(folder.resolve("m.yaml"), yaml);
        Path file = Files.write(folder.resolve("orders.csv"), "单号,时间,金额\n1,2025-11-11T00:00:00Z,1.00\n".getBytes(GBK));

        readFile(file, mapping.toString(), Map.of());

        assertThat(documents).hasSize(1);
    }

    @Test
    void fileInAnotherEncodingThanTheMappingSays_isRefused() throws IOException {
        String fields = "orders: {fields: {number: 单号, occurred_at: 时间, amount: 金额}}\ncurrency: CNY\n";
        String text = "单号,时间,金额\n1,2025-11-11T00:00:00Z,1.00\n";
        Path utf8 = Files.writeString(folder.resolve("utf8.yaml"), "encoding: utf-8\n" + fields);
        Path gbk = Files.writeString(folder.resolve("gbk.yaml"), "encoding: gbk\n" + fields);
        Path inGbk = Files.write(folder.resolve("in-gbk.csv"), text.getBytes(GBK));
        Path inUtf8 = Files.writeString(folder.resolve("in-utf8.csv"), text);

        assertThatThrownBy(() -> readFile(inGbk, utf8.toString(), Map.of()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("not UTF-8, as the mapping says");
        // Nearly all bytes are some text in GBK: the columns are not found.
        assertThatThrownBy(() -> readFile(inUtf8, gbk.toString(), Map.of())).isInstanceOf(Failure.class);
        assertThat(documents).isEmpty();
    }

    // Every kind of id, not only the document's.
    @Test
    void roundedIds_areBadRows() throws IOException {
        String head = "订单号,商品ID,订购数量,京东价,结算金额,订单状态,付款确认时间,联系电话\n";
        Path file = Files.writeString(
                folder.resolve("jd.csv"),
                head + "1,4.0128e+10,1,10.00,10.00,完成,2025-11-11 00:00:30,\n"
                        + "2,11,1,10.00,10.00,完成,2025-11-11 00:00:30,1.38E+10\n");

        readFile(file, "jd-orders", Map.of("brand", "aurora"));

        assertThat(documents).isEmpty();
        assertThat(bad).hasSize(2).allMatch(why -> why.contains("a spreadsheet has rounded it"));
        assertThat(bad.get(0)).contains("column 商品ID: \"4.0128e+10\"");
    }

    @Test
    void roundedIds_areTakenWhereTheMappingSaysSo() throws IOException {
        String fields = "fields: {number: id, occurred_at: at, amount: paid, brand: {constant: b}}";
        String orders = "currency: CNY\norders: {" + fields + "}\n";
        Path taking = Files.writeString(folder.resolve("take.yaml"), "rounded_numbers: take\n" + orders);
        Path refusing = Files.writeString(folder.resolve("refuse.yaml"), orders);
        Path file = Files.writeString(folder.resolve("o.csv"), "id,at,paid\n4.0128e+10,2025-11-11T00:00:00Z,1.00\n");

        readFile(file, refusing.toString(), Map.of());
        assertThat(documents).isEmpty();

        readFile(file, taking.toString(), Map.of());
        assertThat(documents).hasSize(1);
        assertThat(documents.get(0).getKey().getNumber()).isEqualTo("4.0128e+10");
    }

    @Test
    void damagedText_isNeverReplacedByQuestionMarks() throws IOException {
        byte[] utf8 = "单号,时间,金额\n名,2025-11-11T00:00:00Z,1.00\n".getBytes(StandardCharsets.UTF_8);
        byte[] cut = java.util.Arrays.copyOf(utf8, utf8.length + 2);
        cut[utf8.length] = (byte) 0xFF;
        cut[utf8.length + 1] = (byte) 0xFF;
        Path mapping = Files.writeString(
                folder.resolve("m.yaml"),
                "orders: {fields: {number: 单号, occurred_at: 时间, amount: 金额}}\ncurrency: CNY\n");
        Path file = Files.write(folder.resolve("orders.csv"), cut);

        assertThatThrownBy(() -> readFile(file, mapping.toString(), Map.of()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("neither UTF-8 nor GBK, or damaged");
    }

    private static List<Long> amounts(Document document) {
        return document.getLinesList().stream().map(Line::getAmountMinor).toList();
    }

    private void read(String preset, String encoding, Map<String, String> constants) {
        try {
            Path file = Path.of(PresetsTest.class
                    .getResource("/exports/" + preset + "." + encoding + ".csv")
                    .toURI());
            readFile(file, preset, constants);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void readFile(Path file, String mapping, Map<String, String> constants) {
        Mapping found = Mappings.find(mapping).with(Entity.ORDERS, constants);
        new DocumentFile(file, found)
                .forEach((line, document) -> documents.add(document), (line, why) -> bad.add(line + ": " + why));
    }
}
