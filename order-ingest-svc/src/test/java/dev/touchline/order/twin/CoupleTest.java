package dev.touchline.order.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.order.Documents;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.BuyerPlace;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.GoodsClass;
import dev.touchline.order.v1.Line;
import dev.touchline.order.v1.Roles;
import dev.touchline.order.v1.Sale;
import dev.touchline.type.v1.IdentifierHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What two reports of one purchase are together. */
class CoupleTest {

    private final Document.Builder receipt = Documents.order("1");
    private final Document.Builder online = order("mini", "2");

    @Test
    void whatOnlyTheTwinKnows_isNotLost() {
        receipt.setRoles(Roles.newBuilder().setSalesGuide("G1")).addCoupons("c1");
        online.setRoles(Roles.newBuilder()
                        .setSalesGuide("G9")
                        .setLinkGuide("G2")
                        .setPartner("P1"))
                .addCoupons("c2")
                .addCoupons("c1");

        Document order = couple(List.of(), List.of()).standing().getOrder().getDocument();

        assertThat(order.getKey()).isEqualTo(receipt.getKey());
        assertThat(order.getCouponsList()).containsExactly("c1", "c2");
        assertThat(order.getRoles())
                .isEqualTo(Roles.newBuilder()
                        .setSalesGuide("G1")
                        .setLinkGuide("G2")
                        .setPartner("P1")
                        .build());
        assertThat(order.getPlaces().getBuyer()).isEqualTo(BuyerPlace.BUYER_PLACE_IN_STORE);
    }

    @Test
    void memberAndIdentifiersOfTheTwin_areTheReceiptsWhereItHasNone() {
        IdentifierHash hash = IdentifierHash.newBuilder()
                .setHash(ByteString.copyFromUtf8("h"))
                .build();
        Sale alone = sale(online, List.of()).toBuilder().setMemberId(5).build();
        Sale known = alone.toBuilder()
                .setOrder(alone.getOrder().toBuilder().addIdentifiers(hash))
                .build();

        Sale standing =
                Couple.of(sale(receipt, List.of()), known, Candidates.RULES).standing();

        assertThat(standing.getMemberId()).isEqualTo(5);
        assertThat(standing.getOrder().getIdentifiersList()).containsExactly(hash);
        assertThat(standing.getTwin()).isEqualTo(online.getKey());
    }

    @Test
    void linesThatAreTheSame_learnCostAndClass() {
        online.setLines(
                0,
                Documents.line(1, 10_000).toBuilder()
                        .setCostMinor(4_000)
                        .setCategory("coats")
                        .setGoodsClass(GoodsClass.GOODS_CLASS_REGULAR));

        Document order = couple(List.of(), List.of()).standing().getOrder().getDocument();

        assertThat(order.getLines(0).getCostMinor()).isEqualTo(4_000);
        assertThat(order.getLines(0).getCategory()).isEqualTo("coats");
        assertThat(order.getLines(1).hasCostMinor()).isFalse();
    }

    @Test
    void refundThatBothReport_isOne() {
        Couple couple = couple(List.of(refund("till", "r1", 2_000, 0)), List.of(refund("mini", "r2", 2_000, 60)));

        assertThat(couple.standing().getRefundsList())
                .extracting(each -> each.getDocument().getKey().getNumber())
                .containsExactly("r1");
        assertThat(couple.paired()).hasSize(2);
    }

    @Test
    void refundsOfOneAmountFarApart_orOfTwoPayments_areTwo() {
        assertThat(couple(List.of(refund("till", "r1", 2_000, 0)), List.of(refund("mini", "r2", 2_000, 24 * 3600 + 1)))
                        .standing()
                        .getRefundsList())
                .hasSize(2);
        assertThat(couple(
                                List.of(refund("till", "r1", 2_000, 0).setPaymentNumber("a")),
                                List.of(refund("mini", "r2", 2_000, 0).setPaymentNumber("b")))
                        .standing()
                        .getRefundsList())
                .hasSize(2);
    }

    @Test
    void refundOfTheTwinAlone_followsToTheReceiptsLine() {
        Line sku = Documents.line(7, 15_000).toBuilder().setSku("X").build();
        receipt.clearLines().addLines(sku.toBuilder().setLineNumber(3));
        online.clearLines().addLines(sku);

        Couple couple = couple(List.of(), List.of(refund("mini", "r2", 2_000, 0).setLines(0, line(7, 2_000))));

        assertThat(couple.standing().getRefunds(0).getDocument().getLinesList())
                .extracting(Line::getLineNumber, Line::getAmountMinor)
                .containsExactly(tuple(3, 2_000L));
        assertThat(couple.repeated()).isEmpty();
    }

    @Test
    void refundOfALineThatTheTwinDoesNotHave_namesNoLineOfTheReceipt() {
        Couple couple = couple(List.of(), List.of(refund("mini", "r2", 2_000, 0).setLines(0, line(9, 2_000))));

        assertThat(couple.standing().getRefunds(0).getDocument().getLines(0).getLineNumber())
                .isZero();
    }

    /** However the lines differ, what is refunded of all the twin's lines, at once or one by one, is the receipt's lines. */
    @Property
    void refundsOfAllLines_fitTheReceiptExactly(@ForAll long seed, @ForAll boolean atOnce) {
        Random random = new Random(seed);
        long total = 1 + random.nextInt(10_000);
        receipt.clearLines().addAllLines(lines(total, random));
        online.clearLines().addAllLines(lines(total, random));
        List<Document.Builder> refunds =
                new ArrayList<>(List.of(refund("mini", "r", 1, 0).clearLines()));
        online.getLinesList().forEach(line -> {
            Line refunded = line(line.getLineNumber(), line.getAmountMinor());
            if (atOnce) {
                refunds.get(0).addLines(refunded);
            } else {
                refunds.add(refund("mini", "r" + line.getLineNumber(), 1, 0).setLines(0, refunded));
            }
        });

        Map<Integer, Long> refunded = couple(List.of(), refunds).standing().getRefundsList().stream()
                .flatMap(refund -> refund.getDocument().getLinesList().stream())
                .collect(Collectors.groupingBy(Line::getLineNumber, Collectors.summingLong(Line::getAmountMinor)));

        assertThat(refunded)
                .isEqualTo(receipt.getLinesList().stream()
                        .collect(Collectors.toMap(Line::getLineNumber, Line::getAmountMinor)));
    }

    private static List<Line> lines(long total, Random random) {
        List<Line> lines = new ArrayList<>();
        long left = total;
        for (int number = 1; left > 0; number++) {
            long amount = random.nextInt(3) == 0 ? left : 1 + random.nextInt((int) left);
            lines.add(Documents.line(number, amount).toBuilder()
                    .setSku(random.nextBoolean() ? "X" : "")
                    .build());
            left -= amount;
        }
        return lines;
    }

    private Couple couple(List<Document.Builder> ofReceipt, List<Document.Builder> ofOnline) {
        return Couple.of(sale(receipt, ofReceipt), sale(online, ofOnline), Candidates.RULES);
    }

    private static Sale sale(Document.Builder order, List<Document.Builder> refunds) {
        return Sale.newBuilder()
                .setKey(order.getKey())
                .setOrder(accepted(order))
                .addAllRefunds(refunds.stream().map(CoupleTest::accepted).toList())
                .build();
    }

    private static AcceptedDocument accepted(Document.Builder document) {
        return AcceptedDocument.newBuilder().setDocument(document).build();
    }

    private static Document.Builder order(String source, String number) {
        Document.Builder order = Documents.order(number);
        order.getKeyBuilder().setSource(source);
        return order;
    }

    private static Document.Builder refund(String source, String number, long amount, int seconds) {
        Document.Builder refund = Documents.refund(number, "x")
                .setOccurredAt(ProtoTime.timestamp(Documents.NOON.plusSeconds(seconds)))
                .setLines(0, line(1, amount));
        refund.getKeyBuilder().setSource(source);
        return refund;
    }

    private static Line line(int number, long amount) {
        return Line.newBuilder()
                .setLineNumber(number)
                .setQuantity(1)
                .setAmountMinor(amount)
                .build();
    }
}
