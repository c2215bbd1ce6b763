package dev.touchline.order.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.touchline.kit.error.Rejection;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.order.Documents;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Line;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.IdentifierHash;
import dev.touchline.type.v1.SalesChannel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule: what keeps it at its limit, and what breaks it one past it. */
class RulesTest {

    private static final Instant NOW = Documents.NOON.plus(Duration.ofDays(1));
    private static final DocumentRules RULES = new DocumentRules(new TimeRules(
            Clock.fixed(NOW, ZoneOffset.UTC), Instant.parse("2000-01-01T00:00:00Z"), Duration.ofMinutes(5)));

    static Stream<Arguments> broken() {
        return Stream.of(
                bad("version", ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE, d -> d.setVersion(-1)),
                bad("currency_code", ErrorReason.ERROR_REASON_FIELD_REQUIRED, Document.Builder::clearCurrencyCode),
                bad("currency_code", ErrorReason.ERROR_REASON_CURRENCY_UNKNOWN, d -> d.setCurrencyCode("cny")),
                bad("currency_code", ErrorReason.ERROR_REASON_CURRENCY_UNKNOWN, d -> d.setCurrencyCode("XXX")),
                bad("sales_channel", ErrorReason.ERROR_REASON_FIELD_REQUIRED, Document.Builder::clearSalesChannel),
                bad("sales_channel", ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE, d -> d.setSalesChannelValue(77)),
                bad("kind", ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE, d -> d.setKindValue(77)),
                bad("places.store", ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE, d -> d.getPlacesBuilder()
                        .setStore("s".repeat(65))),
                bad("roles.partner", ErrorReason.ERROR_REASON_FIELD_MALFORMED, d -> d.getRolesBuilder()
                        .setPartner("a\0b")),
                bad(
                        "payment_number",
                        ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE,
                        d -> d.setPaymentNumber("p".repeat(129))),
                bad("coupons", ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE, d -> IntStream.range(0, 51)
                        .forEach(i -> d.addCoupons("c" + i))),
                bad("member_id", ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE, d -> d.setMemberId(-1)),
                bad("occurred_at", ErrorReason.ERROR_REASON_FIELD_REQUIRED, Document.Builder::clearOccurredAt),
                bad(
                        "occurred_at",
                        ErrorReason.ERROR_REASON_FIELD_MALFORMED,
                        d -> d.setOccurredAt(Timestamp.newBuilder().setNanos(-1))),
                bad(
                        "occurred_at",
                        ErrorReason.ERROR_REASON_TIME_IN_FUTURE,
                        d -> d.setOccurredAt(ProtoTime.timestamp(NOW.plusSeconds(301)))),
                bad(
                        "occurred_at",
                        ErrorReason.ERROR_REASON_TIME_TOO_OLD,
                        d -> d.setOccurredAt(ProtoTime.timestamp(Instant.parse("1999-12-31T23:59:59Z")))),
                bad(
                        "deposit_at",
                        ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE,
                        d -> d.setDepositAt(ProtoTime.timestamp(Documents.NOON.plusSeconds(1)))),
                bad("refund_of", ErrorReason.ERROR_REASON_FIELD_MALFORMED, d -> d.setRefundOf(Documents.orderKey("o"))),
                bad(
                        "exchange_of.number",
                        ErrorReason.ERROR_REASON_FIELD_REQUIRED,
                        d -> d.setExchangeOf(Documents.orderKey(""))),
                bad("lines", ErrorReason.ERROR_REASON_FIELD_REQUIRED, Document.Builder::clearLines),
                bad("lines", ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE, d -> lines(d, 501)),
                bad("lines.line_number", ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE, d -> line(d).setLineNumber(0)),
                bad("lines.line_number", ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE, d -> line(d).setLineNumber(
                                100_001)),
                bad("lines.line_number", ErrorReason.ERROR_REASON_DUPLICATE_LINE, d -> line(d).setLineNumber(2)),
                bad("lines.brand", ErrorReason.ERROR_REASON_FIELD_REQUIRED, d -> line(d).clearBrand()),
                bad("lines.sku", ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE, d -> line(d).setSku("s".repeat(65))),
                bad("lines.category", ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE, d -> line(d).setCategory(
                                "c".repeat(129))),
                bad("lines.goods_class", ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE, d -> line(d).setGoodsClassValue(
                                9)),
                bad("lines.quantity", ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE, d -> line(d).setQuantity(-1)),
                bad("lines.quantity", ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE, d -> line(d).setQuantity(1_000_001)),
                bad("lines.amount_minor", ErrorReason.ERROR_REASON_AMOUNT_NEGATIVE, d -> line(d).setAmountMinor(-1)),
                bad("lines.cost_minor", ErrorReason.ERROR_REASON_AMOUNT_NEGATIVE, d -> line(d).setCostMinor(-1)),
                bad("lines.amount_minor", ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE, d -> line(d).setAmountMinor(
                                Long.MAX_VALUE)),
                bad("stated_total_minor", ErrorReason.ERROR_REASON_TOTAL_MISMATCH, d -> d.setStatedTotalMinor(14_999)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("broken")
    void brokenRule_namesFieldAndReason(String field, ErrorReason reason, Consumer<Document.Builder> spoil) {
        Document.Builder document = Documents.order("o");
        spoil.accept(document);

        Optional<Rejection> why = firstBroken(document);

        assertThat(why).map(Rejection::reason).contains(reason);
        assertThat(why.orElseThrow().getMessage()).startsWith(field + ":");
    }

    @Test
    void documentAtEveryLimit_isAcceptable() {
        Document.Builder document = Documents.order("o")
                .setVersion(Long.MAX_VALUE)
                .setPaymentNumber("p".repeat(128))
                .setSalesChannel(SalesChannel.SALES_CHANNEL_OTHER)
                .setOccurredAt(ProtoTime.timestamp(NOW.plusSeconds(300)));
        lines(document, 500);
        line(document).setLineNumber(100_000).setSku("s".repeat(64)).setQuantity(1_000_000);
        IntStream.range(0, 50).forEach(i -> document.addCoupons("c".repeat(128)));
        document.getPlacesBuilder().setStore("s".repeat(64));
        document.setStatedTotalMinor(500);

        assertThat(firstBroken(document)).isEmpty();
    }

    @Test
    void refundWithoutReference_isIncomplete() {
        assertThat(firstBroken(Documents.refund("r", "o").clearRefundOf()))
                .map(Rejection::reason)
                .contains(ErrorReason.ERROR_REASON_FIELD_REQUIRED);
    }

    @Test
    void refundOfARefund_isMalformed() {
        Document.Builder document = Documents.refund("r", "o");
        document.setRefundOf(document.getKey());

        assertThat(firstBroken(document)).map(Rejection::reason).contains(ErrorReason.ERROR_REASON_FIELD_MALFORMED);
    }

    @Test
    void refunds_areAcceptable() {
        assertThat(firstBroken(Documents.refund("r", "o"))).isEmpty();
        assertThat(firstBroken(Documents.refundWithoutOrder("r"))).isEmpty();
    }

    @Test
    void refundWithoutOrderAndBrand_isIncomplete() {
        Document.Builder document = Documents.refundWithoutOrder("r");
        line(document).clearBrand();

        assertThat(firstBroken(document)).map(Rejection::reason).contains(ErrorReason.ERROR_REASON_FIELD_REQUIRED);
    }

    @Test
    void tenIdentifiers_areAcceptableElevenAreNot() {
        AcceptedDocument.Builder accepted = accepted(Documents.order("o"));
        IntStream.range(0, 10).forEach(i -> accepted.addIdentifiers(hash(32)));
        assertThat(RULES.firstBroken(accepted.build())).isEmpty();

        assertThat(RULES.firstBroken(accepted.addIdentifiers(hash(32)).build()))
                .map(Rejection::reason)
                .contains(ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE);
    }

    @Test
    void identifierThatCouldNotBeRead_staysMalformed() {
        AcceptedDocument accepted =
                accepted(Documents.order("o")).addIdentifiers(hash(0)).build();

        assertThat(RULES.firstBroken(accepted))
                .map(Rejection::reason)
                .contains(ErrorReason.ERROR_REASON_FIELD_MALFORMED);
    }

    @Test
    void memberIdBesideIdentifiers_isMalformed() {
        AcceptedDocument accepted = accepted(Documents.order("o").setMemberId(5))
                .addIdentifiers(hash(32))
                .build();

        assertThat(RULES.firstBroken(accepted))
                .map(Rejection::reason)
                .contains(ErrorReason.ERROR_REASON_FIELD_MALFORMED);
    }

    private static Optional<Rejection> firstBroken(Document.Builder document) {
        return RULES.firstBroken(accepted(document).build());
    }

    private static AcceptedDocument.Builder accepted(Document.Builder document) {
        return AcceptedDocument.newBuilder().setDocument(document);
    }

    private static IdentifierHash hash(int bytes) {
        return IdentifierHash.newBuilder()
                .setHash(ByteString.copyFrom(new byte[bytes]))
                .build();
    }

    private static Line.Builder line(Document.Builder document) {
        return document.getLinesBuilder(0);
    }

    private static void lines(Document.Builder document, int count) {
        document.clearLines();
        IntStream.rangeClosed(1, count).forEach(i -> document.addLines(Documents.line(i, 1)));
    }

    private static Arguments bad(String field, ErrorReason reason, Consumer<Document.Builder> spoil) {
        return Arguments.of(field, reason, spoil);
    }
}
