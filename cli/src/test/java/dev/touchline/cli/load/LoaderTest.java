package dev.touchline.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchline.cli.CapturedConsole;
import dev.touchline.cli.Failure;
import dev.touchline.cli.mapping.Entity;
import dev.touchline.cli.mapping.Mapping;
import dev.touchline.cli.mapping.Mappings;
import dev.touchline.order.v1.Document;
import dev.touchline.type.v1.DocumentType;
import dev.touchline.type.v1.ItemOutcome;
import dev.touchline.type.v1.SalesChannel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loading files against a real gRPC server that keeps what it is sent. */
class LoaderTest {
    private static final String MAPPING =
            """
            source: till
            currency: USD
            time_zone: America/New_York
            timestamps: uuuu-MM-dd HH:mm:ss
            members:
              identifiers: [{type: phone, column: phone}, {type: card, column: card}]
              fields: {level: level}
            orders:
              identifiers: [{type: phone, column: phone}]
              fields:
                type: {column: kind, values: {S: order, R: refund}, constant: order}
                number: number
                occurred_at: at
                sales_channel: {constant: store}
                store: store
                line_number: line
                brand: {constant: b}
                amount: amount
                refund_of_number: refund_of
            """;
    private static final String ORDER_HEADER = "kind,number,at,phone,store,line,amount,refund_of\n";

    private final CapturedConsole captured = new CapturedConsole();

    @TempDir
    private Path folder;

    private FakeServices services;
    private Mapping mapping;

    @BeforeEach
    void start() throws IOException {
        services = new FakeServices(folder);
        mapping = Mappings.find(
                Files.writeString(folder.resolve("m.yaml"), MAPPING).toString());
    }

    @AfterEach
    void stop() {
        services.close();
    }

    private Tally load(Entity entity, String csv) throws IOException {
        Path file = Files.writeString(folder.resolve(entity.label() + ".csv"), csv);
        return new Loader(services.connections(), captured.console()).load(file, mapping, entity);
    }

    @Test
    void members_carryTheIdentifiersThatTheyHave() throws IOException {
        Tally tally = load(Entity.MEMBERS, "phone,card,level\n13900000001,C1,gold\n,C2,\n");

        assertThat(tally.of(ItemOutcome.ITEM_OUTCOME_ACCEPTED)).isEqualTo(2);
        assertThat(services.members).extracting(m -> m.getIdentifiersCount()).containsExactlyInAnyOrder(2, 1);
    }

    @Test
    void badRow_isReportedAndTheRestGoesOn() throws IOException {
        Tally tally = load(Entity.MEMBERS, "phone,card,level\n13900000001,C1,gold\n,,\nonly-one\n,C3,\n");

        assertThat(tally.of(ItemOutcome.ITEM_OUTCOME_ACCEPTED)).isEqualTo(2);
        assertThat(tally.badRows()).isEqualTo(2);
        assertThat(tally.anyBad()).isTrue();
        assertThat(captured.err())
                .contains("members.csv:3: column identifiers: empty (expected: at least one identifier)")
                .contains("members.csv:4: 1 fields (expected: 3)");
    }

    @Test
    void missingColumn_refusesTheFileAndNamesIt() {
        assertThatThrownBy(() -> load(Entity.MEMBERS, "phone,level\n1,gold\n"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("members.csv:1: no column [card]");
    }

    @Test
    void gzippedFile_isReadAsThePlainOne() throws IOException {
        Path file = folder.resolve("members.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("phone,card,level\n,C1,\n".getBytes(StandardCharsets.UTF_8));
        }

        Tally tally = new Loader(services.connections(), captured.console()).load(file, mapping, Entity.MEMBERS);

        assertThat(tally.of(ItemOutcome.ITEM_OUTCOME_ACCEPTED)).isEqualTo(1);
    }

    @Test
    void serviceThatIsAwayForAMoment_onlyDelays() throws IOException {
        services.failuresToCome = 2;

        Tally tally = load(Entity.MEMBERS, "phone,card,level\n,C1,\n");

        assertThat(tally.of(ItemOutcome.ITEM_OUTCOME_ACCEPTED)).isEqualTo(1);
    }

    @Test
    void rowsOfOneDocument_becomeItsLines() throws IOException {
        load(
                Entity.ORDERS,
                ORDER_HEADER
                        + "S,O1,2017-03-03 10:00:00,139,s1,1,1.50,\n"
                        + "S,O1,2017-03-03 10:00:00,139,s1,2,0.0,\n"
                        + "R,R1,2017-03-04 10:00:00,,s1,1,1.50,O1\n");

        assertThat(services.documents).hasSize(2);
        Document order = services.documents.get(0);
        assertThat(order.getLinesList())
                .extracting(line -> line.getAmountMinor())
                .containsExactly(150L, 0L);
        assertThat(order.getSalesChannel()).isEqualTo(SalesChannel.SALES_CHANNEL_STORE);
        assertThat(order.getKey().getSource()).isEqualTo("till");
        Document refund = services.documents.get(1);
        assertThat(refund.getKey().getType()).isEqualTo(DocumentType.DOCUMENT_TYPE_REFUND);
        assertThat(refund.getRefundOf().getNumber()).isEqualTo("O1");
    }

    @Test
    void documentThatComesTwiceInARow_isTwoDocuments() throws IOException {
        String row = "S,O1,2017-03-03 10:00:00,139,s1,1,1.50,\n";

        Tally tally = load(Entity.ORDERS, ORDER_HEADER + row + row);

        assertThat(tally.of(ItemOutcome.ITEM_OUTCOME_ACCEPTED)).isEqualTo(1);
        assertThat(tally.of(ItemOutcome.ITEM_OUTCOME_DUPLICATE)).isEqualTo(1);
        assertThat(tally.anyBad()).isFalse();
    }

    @Test
    void badLine_leavesOutItsWholeDocument() throws IOException {
        Tally tally = load(
                Entity.ORDERS,
                ORDER_HEADER
                        + "S,O1,2017-03-03 10:00:00,139,s1,1,1.50,\n"
                        + "S,O1,2017-03-03 10:00:00,139,s1,2,1.505,\n"
                        + "S,O1,2017-03-03 10:00:00,139,s1,3,1.50,\n"
                        + "S,O2,2017-03-03 25:00:00,139,s1,1,1.50,\n"
                        + "S,O2,2017-03-03 10:00:00,139,s1,2,1.50,\n"
                        + "X,O3,2017-03-03 10:00:00,139,s1,1,1.50,\n"
                        + "S,O4,2017-03-03 10:00:00,139,s1,1,1.50,\n"
                        + "S,O4,2017-03-03 10:00:00,139,s1,x,1.50,\n"
                        + "S,O5,2017-03-03 10:00:00,139,s1,1,1.50,\n");

        assertThat(services.documents)
                .extracting(document -> document.getKey().getNumber())
                .containsExactly("O5");
        assertThat(tally.badRows()).isEqualTo(4);
        assertThat(captured.err())
                .contains("orders.csv:3: column amount: \"1.505\" (expected: at most 2 decimals for USD)")
                .contains("orders.csv:5: column at: \"2017-03-03 25:00:00\"")
                .contains("orders.csv:7: column kind: \"X\" (expected: one of [S, R])")
                .contains("orders.csv:9: column line: \"x\" (expected: whole number 1..100000)");
    }

    @Test
    void rowThatNobodyCanAssign_leavesOutTheDocumentBesideIt() throws IOException {
        Tally tally = load(
                Entity.ORDERS,
                ORDER_HEADER
                        + "S,O1,2017-03-03 10:00:00,139,s1,1,1.50,\n"
                        + "S,O1,2017-03-03 10:00:00,139,s1,2,1,50,\n"
                        + "S,O2,2017-03-03 10:00:00,139,s1,1,1.50,\n");

        assertThat(services.documents)
                .extracting(document -> document.getKey().getNumber())
                .containsExactly("O2");
        assertThat(tally.badRows()).isEqualTo(1);
        assertThat(captured.err())
                .contains("orders.csv:3: 9 fields (expected: 8)")
                .contains("orders.csv:2: document O1: left out: a row beside it cannot be read and may be its line");
    }

    @Test
    void quarantinedDocument_isReportedWithItsLineAndReason() throws IOException {
        services.rejectedNumber = "O2";

        Tally tally = load(
                Entity.ORDERS,
                ORDER_HEADER
                        + "S,O1,2017-03-03 10:00:00,139,s1,1,1.50,\n"
                        + "S,O2,2017-03-03 10:00:00,139,s1,1,1.50,\n");

        assertThat(tally.anyBad()).isTrue();
        assertThat(captured.err())
                .contains("orders.csv:3: quarantined: TOTAL_MISMATCH: stated_total_minor: 1 (expected: 2)");
    }

    @Test
    void brokenStream_isOpenedAgainAndNothingIsLost() throws IOException {
        services.streamsToBreak = 2;
        StringBuilder csv = new StringBuilder(ORDER_HEADER);
        for (int i = 0; i < 6_000; i++) {
            csv.append("S,O").append(i).append(",2017-03-03 10:00:00,139,s1,1,1.50,\n");
        }

        Tally tally = load(Entity.ORDERS, csv.toString());

        assertThat(tally.answered()).isEqualTo(6_000);
        assertThat(services.documents.stream().map(d -> d.getKey().getNumber()).distinct())
                .hasSize(6_000);
    }
}
