package dev.touchline.order.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.touchline.kit.time.ProtoTime;
import dev.touchline.order.Documents;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Line;
import dev.touchline.order.v1.Sale;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** Which lines of two reports are the same, and what follows for costs and refunds. */
class SameLinesTest {

    private final List<Line> receipt = new ArrayList<>();
    private final List<Line> online = new ArrayList<>();
    private final List<AcceptedDocument> refundsOfReceipt = new ArrayList<>();
    private final List<AcceptedDocument> refundsOfOnline = new ArrayList<>();

    @Test
    void refundsOfOneAmount_ofTwoLines_areTwo() {
        bothBought(line(1, 19_900, ""), line(2, 19_900, ""));
        refundsOfReceipt.add(refund("till", "r1", 0, taking(1, 19_900)));
        refundsOfOnline.add(refund("mini", "r2", 5, taking(2, 19_900)));

        assertThat(standing().getRefundsList()).hasSize(2);
    }

    @Test
    void refundsOfOneAmount_ofTheSameLines_areOneHoweverTheyAreListed() {
        bothBought(line(1, 19_900, "A"), line(2, 9_900, "B"), line(3, 0, "BAG"));
        refundsOfReceipt.add(refund("till", "r1", 0, taking(1, 19_900), taking(2, 5_000)));
        refundsOfOnline.add(refund("mini", "r2", 5, taking(2, 5_000), taking(3, 0), taking(1, 19_900)));

        assertThat(standing().getRefundsList()).hasSize(1);
    }

    @Test
    void refundsOfTwoLines_ofOnePaymentNumber_areOne() {
        bothBought(line(1, 19_900, ""), line(2, 19_900, ""));
        refundsOfReceipt.add(paid(refund("till", "r1", 0, taking(1, 19_900)), "p"));
        refundsOfOnline.add(paid(refund("mini", "r2", 5, taking(2, 19_900)), "p"));

        assertThat(standing().getRefundsList()).hasSize(1);
    }

    @Test
    void refundThatTakesMoreThanALineCost_orOfLinesThatAreNotTheSame_isComparedByAmountAlone() {
        bothBought(line(1, 19_900, ""), line(2, 9_900, ""));
        refundsOfReceipt.add(refund("till", "r1", 0, taking(1, 19_900), taking(2, 9_900)));
        refundsOfOnline.add(refund("mini", "r2", 5, taking(1, 29_800)));
        assertThat(standing().getRefundsList()).hasSize(1);

        online.clear();
        online.add(line(1, 29_800, ""));
        assertThat(standing().getRefundsList()).hasSize(1);
    }

    @Test
    void linesOfOneNumberAndAmountAndOfOtherSkus_areNotTheSame() {
        receipt.addAll(List.of(line(1, 10_000, "A"), line(2, 10_000, "B")));
        online.addAll(List.of(costing(line(1, 10_000, "B"), 4_000), costing(line(2, 10_000, "A"), 7_000)));
        refundsOfOnline.add(refund("mini", "r", 0, taking(1, 10_000)));

        Sale standing = standing();

        assertThat(standing.getOrder().getDocument().getLinesList())
                .extracting(Line::getSku, Line::getCostMinor)
                .containsExactly(tuple("A", 7_000L), tuple("B", 4_000L));
        assertThat(refunded(standing)).containsExactly(tuple(2, 10_000L, 1));
    }

    @Test
    void lineThatTheTwinHasInTwo_learnsTheCategoryButNotTheCostOfOne() {
        receipt.add(line(1, 20_000, "X").toBuilder().setQuantity(2).build());
        online.addAll(List.of(costing(line(1, 10_000, "X"), 4_000), costing(line(2, 10_000, "X"), 4_000)));

        Line line = standing().getOrder().getDocument().getLines(0);

        assertThat(line.getCategory()).isEqualTo("coats");
        assertThat(line.hasCostMinor()).isFalse();
    }

    @Test
    void refundOfEverything_namesEachLineOnceAndFitsExactly() {
        for (int number = 1; number <= 500; number++) {
            receipt.add(line(number, 1_000 + number % 2, ""));
            online.add(line(number, 1_001 - number % 2, ""));
        }
        refundsOfOnline.add(refund(
                "mini",
                "r",
                0,
                online.stream()
                        .map(line -> taking(line.getLineNumber(), line.getAmountMinor()))
                        .toArray(Line[]::new)));

        assertThat(refunded(standing()))
                .isEqualTo(receipt.stream()
                        .map(line -> tuple(line.getLineNumber(), line.getAmountMinor(), 1))
                        .toList());
    }

    /** As many refunds as a sale with a twin may have, each split among as many lines as an order may have. */
    @Test
    void largestCouple_fitsIntoAnEvent() {
        for (int number = 1; number <= 500; number++) {
            receipt.add(brand(line(number, 1_000_000, "s".repeat(64))));
        }
        online.add(brand(line(1, 500_000_000, "t".repeat(64))));
        for (int number = 1; number < 500; number++) {
            Line refunded = brand(line(1, 1_000_000, "t".repeat(64)));
            refundsOfOnline.add(refund("mini", "r" + number, 0, refunded));
        }

        Sale standing = standing();

        assertThat(standing.getRefundsList())
                .allMatch(refund -> refund.getDocument().getLinesCount() == 500);
        assertThat(standing.getSerializedSize()).isLessThan(8 << 20);
    }

    private Sale standing() {
        return Couple.of(
                        sale("till", "1", receipt, refundsOfReceipt),
                        sale("mini", "2", online, refundsOfOnline),
                        Candidates.RULES)
                .standing();
    }

    private static List<Tuple> refunded(Sale standing) {
        return standing.getRefunds(0).getDocument().getLinesList().stream()
                .map(line -> tuple(line.getLineNumber(), line.getAmountMinor(), line.getQuantity()))
                .toList();
    }

    private void bothBought(Line... lines) {
        receipt.addAll(List.of(lines));
        online.addAll(List.of(lines));
    }

    private static Sale sale(String source, String number, List<Line> lines, List<AcceptedDocument> refunds) {
        Document.Builder order = Documents.order(number).clearLines().addAllLines(lines);
        order.getKeyBuilder().setSource(source);
        return Sale.newBuilder()
                .setKey(order.getKey())
                .setOrder(AcceptedDocument.newBuilder().setDocument(order))
                .addAllRefunds(refunds)
                .build();
    }

    private static AcceptedDocument refund(String source, String number, int hours, Line... lines) {
        Document.Builder refund = Documents.refund(number, "x")
                .setOccurredAt(ProtoTime.timestamp(Documents.NOON.plusSeconds(3_600L * hours)))
                .clearLines()
                .addAllLines(List.of(lines));
        refund.getKeyBuilder().setSource(source);
        return AcceptedDocument.newBuilder().setDocument(refund).build();
    }

    private static AcceptedDocument paid(AcceptedDocument refund, String payment) {
        AcceptedDocument.Builder paid = refund.toBuilder();
        paid.getDocumentBuilder().setPaymentNumber(payment);
        return paid.build();
    }

    private static Line line(int number, long amount, String sku) {
        return Documents.line(number, amount).toBuilder().setSku(sku).build();
    }

    private static Line brand(Line line) {
        return line.toBuilder().setBrand("b".repeat(64)).build();
    }

    private static Line costing(Line line, long cost) {
        return line.toBuilder().setCostMinor(cost).setCategory("coats").build();
    }

    private static Line taking(int number, long amount) {
        return Line.newBuilder()
                .setLineNumber(number)
                .setQuantity(1)
                .setAmountMinor(amount)
                .build();
    }
}
