package dev.touchline.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.kit.identity.IdentifierHasher;
import dev.touchline.kit.time.ProtoTime;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.member.v1.Member;
import dev.touchline.member.v1.MemberEvent;
import dev.touchline.order.identify.SaleIdentities;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.DoubtReason;
import dev.touchline.order.v1.DoubtfulPair;
import dev.touchline.order.v1.GetIntakeResponse;
import dev.touchline.order.v1.GetSaleResponse;
import dev.touchline.order.v1.ListDoubtfulRequest;
import dev.touchline.order.v1.Places;
import dev.touchline.order.v1.Sale;
import dev.touchline.order.v1.SaleEvent;
import dev.touchline.order.v1.SaleKind;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.ItemOutcome;
import dev.touchline.type.v1.SalesChannel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two reports of one purchase: whichever comes first, whatever happens to them afterwards. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PairingTest extends ServiceTest {

    private final String till = Documents.number();
    private final String mini = Documents.number();
    private final String payment = "pay-" + till;
    private final String store = "S-" + till;
    private final long member = 1_000_000 + Long.parseLong(till.substring(1));

    @Inject
    SaleIdentities identities;

    @Inject
    IdentifierHasher hasher;

    @AfterEach
    void invariantsHold() {
        awaitSettled();
        assertInvariantsHold();
    }

    @Test
    void miniProgramOrderAfterItsReceipt_isAnsweredPairedAndCountsZero() {
        GetIntakeResponse before = intake();
        assertThat(outcome(receipt(till).setPaymentNumber(payment))).isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);

        assertThat(outcome(online(mini).setPaymentNumber(payment).addCoupons("c1")))
                .isEqualTo(ItemOutcome.ITEM_OUTCOME_PAIRED);

        assertThat(twin().getPairedWith()).isEqualTo(Documents.orderKey(till));
        assertThat(standing().getTwin()).isEqualTo(miniKey(mini));
        assertThat(standing().getOrder().getDocument().getCouponsList()).containsExactly("c1");
        assertThat(intake().getAccepted() - before.getAccepted()).isEqualTo(1);
        assertThat(intake().getPaired() - before.getPaired()).isEqualTo(1);
        assertThat(outcome(online(mini).setPaymentNumber(payment).addCoupons("c1")))
                .isEqualTo(ItemOutcome.ITEM_OUTCOME_DUPLICATE);
    }

    @Test
    void receiptAfterItsMiniProgramOrder_standsAndMakesTheOtherCountZero() {
        ingest(online(mini).setPaymentNumber(payment));

        assertThat(outcome(receipt(till).setPaymentNumber(payment))).isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);

        assertThat(events(till))
                .extracting(event -> event.getSale().getTwin().getNumber())
                .containsExactly("", mini);
        assertThat(events(miniKey(mini)))
                .extracting(event -> event.getSale().getPairedWith().getNumber())
                .containsExactly("", till);
    }

    @Test
    void bothInOneBatch_arePaired() {
        assertThat(ingest(receipt(till).setPaymentNumber(payment), online(mini).setPaymentNumber(payment)))
                .extracting(result -> result.getOutcome())
                .containsExactly(ItemOutcome.ITEM_OUTCOME_ACCEPTED, ItemOutcome.ITEM_OUTCOME_PAIRED);
    }

    @Test
    void voucherAndItsReceipt_arePairedByStorePersonAndAmount() {
        ingest(receipt(till).setMemberId(member));

        ingest(online(mini, 5)
                .setSalesChannel(SalesChannel.SALES_CHANNEL_OTHER)
                .setKind(SaleKind.SALE_KIND_VOUCHER)
                .setMemberId(member));

        assertThat(twin().getPairedWith().getNumber()).isEqualTo(till);
    }

    @Test
    void betterTwinThatComesLater_takesTheReceipt() {
        String nearer = Documents.number();
        ingest(receipt(till).setMemberId(member), online(mini, 6).setMemberId(member));
        assertThat(twin().hasPairedWith()).isTrue();
        GetIntakeResponse before = intake();

        ingest(online(nearer, 2).setMemberId(member));

        assertThat(twin().hasPairedWith()).isFalse();
        assertThat(sale(miniKey(nearer)).getSale().getPairedWith().getNumber()).isEqualTo(till);
        assertThat(standing().getTwin().getNumber()).isEqualTo(nearer);
        assertThat(intake().getPaired()).isEqualTo(before.getPaired());
    }

    @Test
    void newerVersionWithAnotherAmount_partsThem_andTheNextOneUnitesThemAgain() {
        ingest(receipt(till).setPaymentNumber(payment), online(mini).setPaymentNumber(payment));
        GetIntakeResponse before = intake();

        ingest(online(mini).setPaymentNumber(payment).setVersion(1).setLines(0, Documents.line(1, 9_000)));
        assertThat(twin().hasPairedWith()).isFalse();
        assertThat(standing().hasTwin()).isFalse();
        assertThat(doubts())
                .extracting(DoubtfulPair::getReason)
                .containsExactly(DoubtReason.DOUBT_REASON_AMOUNTS_DIFFER);

        ingest(online(mini).setPaymentNumber(payment).setVersion(2));
        assertThat(twin().hasPairedWith()).isTrue();
        assertThat(doubts()).isEmpty();
        assertThat(intake().getPaired()).isEqualTo(before.getPaired());
        assertThat(intake().getAccepted() - before.getAccepted()).isEqualTo(2);
    }

    @Test
    void splitOrders_areAllCountedAndDoubtful() {
        String other = Documents.number();
        ingest(
                receipt(till).setPaymentNumber(payment),
                online(mini).setPaymentNumber(payment).removeLines(1),
                online(other).setPaymentNumber(payment).removeLines(0));

        assertThat(twin().hasPairedWith()).isFalse();
        assertThat(doubts())
                .extracting(doubt -> doubt.getOnline().getKey().getNumber())
                .containsExactlyInAnyOrder(mini, other);
        assertThat(doubts())
                .allMatch(doubt -> doubt.getTill().getStore().equals(store)
                        && doubt.getTill().getAmountMinor() == 15_000
                        && doubt.getTill().getPaymentNumber().equals(payment));
    }

    @Test
    void buyerWhoBecomesKnownLater_pairsThem() {
        ingest(receipt(till).setMemberId(member));
        ingest(online(mini, 3).addIdentifiers(Documents.phone("5551" + mini.substring(1))));
        assertThat(twin().hasPairedWith()).isFalse();

        learn(member, member, 1, "5551" + mini.substring(1));

        Awaitility.await().atMost(PATIENCE).until(() -> twin().hasPairedWith());
    }

    @Test
    void mergedPersons_pairThem_andSplitPartsThem() {
        ingest(receipt(till).setMemberId(member), online(mini, 3).setMemberId(member + 500_000));
        assertThat(twin().hasPairedWith()).isFalse();

        learn(member + 500_000, member, 2, "");
        Awaitility.await().atMost(PATIENCE).until(() -> twin().hasPairedWith());

        learn(member + 500_000, member + 500_000, 3, "");
        Awaitility.await().atMost(PATIENCE).until(() -> !twin().hasPairedWith());
        assertThat(standing().hasTwin()).isFalse();
    }

    @Test
    void refundThatBothReport_countsOnce_andOneOfTheTwinAloneFollows() {
        ingest(receipt(till).setPaymentNumber(payment), online(mini).setPaymentNumber(payment));
        GetIntakeResponse before = intake();

        ingest(Documents.refund(Documents.number(), till));
        ingest(refundOfMini(Documents.number()));
        assertThat(standing().getRefundsList()).hasSize(1);
        assertThat(intake().getPaired() - before.getPaired()).isEqualTo(1);

        String alone = Documents.number();
        ingest(refundOfMini(alone)
                .setLines(0, Documents.line(1, 700).toBuilder().clearBrand()));
        assertThat(standing().getRefundsList())
                .extracting(refund -> refund.getDocument().getKey().getNumber())
                .contains(alone);
        assertThat(intake().getPaired() - before.getPaired()).isEqualTo(1);
        List<SaleEvent> told = events(till);
        assertThat(told.get(told.size() - 1).getSale()).isEqualTo(standing());
    }

    @Test
    void refundOfTheTwinThatTheReceiptReportsLater_isCountedOnce() {
        ingest(receipt(till).setPaymentNumber(payment), online(mini).setPaymentNumber(payment));
        String first = Documents.number();
        assertThat(outcome(refundOfMini(first))).isEqualTo(ItemOutcome.ITEM_OUTCOME_ACCEPTED);

        ingest(Documents.refund(Documents.number(), till));

        assertThat(standing().getRefundsList()).hasSize(1);
        assertThat(standing().getRefunds(0).getDocument().getKey().getSource()).isEqualTo("till");
    }

    private Document.Builder receipt(String number) {
        return Documents.order(number).setPlaces(Places.newBuilder().setStore(store));
    }

    private Document.Builder online(String number) {
        return online(number, 0);
    }

    private Document.Builder online(String number, int minutes) {
        return Documents.order(number)
                .setKey(miniKey(number))
                .setOccurredAt(ProtoTime.timestamp(Documents.NOON.plusSeconds(60L * minutes)))
                .setSalesChannel(SalesChannel.SALES_CHANNEL_MINI_PROGRAM)
                .setPlaces(Places.newBuilder().setStore(store));
    }

    private Document.Builder refundOfMini(String number) {
        Document.Builder refund = Documents.refund(number, mini).setRefundOf(miniKey(mini));
        refund.getKeyBuilder().setSource("mini");
        return refund;
    }

    private static DocumentKey miniKey(String number) {
        return Documents.orderKey(number).toBuilder().setSource("mini").build();
    }

    private Sale standing() {
        return sale(till).getSale();
    }

    private Sale twin() {
        return sale(miniKey(mini)).getSale();
    }

    private List<SaleEvent> events(DocumentKey key) {
        GetSaleResponse sale = sale(key);
        return new SaleFeed(feed, pool).events(sale.getSale().getSaleId());
    }

    private List<DoubtfulPair> doubts() {
        return await(service.listDoubtful(
                        ListDoubtfulRequest.newBuilder().setPageSize(1000).build()))
                .getPairsList()
                .stream()
                .filter(doubt -> doubt.getTill().getKey().getNumber().equals(till))
                .toList();
    }

    private void learn(long id, long canonical, long version, String phone) {
        Member.Builder learned =
                Member.newBuilder().setMemberId(id).setCanonicalId(canonical).setVersion(version);
        if (!phone.isEmpty()) {
            learned.addIdentifiers(hasher.hash(Documents.phone(phone)));
        }
        FeedEvent event = FeedEvent.newBuilder()
                .setPosition(1)
                .setKey("member/" + id)
                .setBody(MemberEvent.newBuilder()
                        .setVersion(version)
                        .setMember(learned)
                        .build()
                        .toByteString())
                .build();
        await(pool.withTransaction(tx -> identities.apply(tx, List.of(event))));
    }

    private void awaitSettled() {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        await(pool.query("SELECT count(*) FROM pairing_due").execute())
                                        .iterator()
                                        .next()
                                        .getLong(0)
                                == 0);
    }
}
