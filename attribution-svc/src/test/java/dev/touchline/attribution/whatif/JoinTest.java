package dev.touchline.attribution.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.touchline.attribution.facts.FactMessages;
import dev.touchline.attribution.fold.Assignment;
import dev.touchline.attribution.fold.Campaign;
import dev.touchline.attribution.fold.Fold;
import dev.touchline.attribution.fold.Model;
import dev.touchline.attribution.fold.Person;
import dev.touchline.attribution.fold.Policies;
import dev.touchline.attribution.fold.Policy;
import dev.touchline.attribution.fold.Reference;
import dev.touchline.attribution.fold.Sale;
import dev.touchline.attribution.fold.StoreHours;
import dev.touchline.attribution.fold.Touch;
import dev.touchline.attribution.fold.TradingDay;
import dev.touchline.attribution.fold.columns.ColumnFold;
import dev.touchline.attribution.fold.columns.Columns;
import dev.touchline.attribution.fold.columns.Dictionaries;
import dev.touchline.attribution.fold.columns.LedgerSums;
import dev.touchline.attribution.fold.columns.Names;
import dev.touchline.attribution.fold.columns.Question;
import dev.touchline.attribution.fold.columns.Sums;
import dev.touchline.attribution.testing.Told;
import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Line;
import dev.touchline.order.v1.SaleEvent;
import dev.touchline.touch.v1.StageFact;
import dev.touchline.touch.v1.TouchEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages read in place and joined come to what the fold says of the same messages read as objects. */
class JoinTest {

    private static final Policies POLICIES = Policies.always(Policy.standard());

    private final Threads threads = new Threads(2);
    private final Map<String, Campaign> campaigns = new HashMap<>();
    private final Map<Long, List<Touch>> touches = new HashMap<>();
    private final Map<Long, List<Sale>> sales = new HashMap<>();
    private final Map<Long, Long> canonicalOf = Map.of(2L, 1L, 5L, 3L, 6L, 3L);
    private final List<Assignment> controls =
            List.of(new Assignment("c1", 4, "", true), new Assignment("c9", 5, "", true));
    private final List<Assignment> storesHeldOut = List.of(new Assignment("c2", 0, "T", true));
    private final Dictionaries names = new Dictionaries();

    @AfterEach
    void stop() {
        threads.stop();
    }

    @Test
    void rows_comeToWhatTheFoldSays() throws InvalidProtocolBufferException {
        for (long seed = 1; seed <= 12; seed++) {
            touches.clear();
            sales.clear();
            Set<Long> odd = new HashSet<>();
            Columns columns = join(new RandomEvents(seed).world(120), odd);
            assertThat(odd).isEmpty();
            for (Model model : Model.values()) {
                Sums toAsked = new Sums(10_000);
                Question question = new Question(Integer.MIN_VALUE, Integer.MAX_VALUE, -1, true, true);
                new ColumnFold(campaigns, names, POLICIES, model, POLICIES, question)
                        .fold(columns, 0, columns.size(), new BitSet(), toAsked, new Sums(10_000));

                assertThat(toAsked.byKey()).as("%s %s", seed, model).isEqualTo(byTheFold(model, question));
            }
        }
    }

    @Test
    void touchRedeemedOnATwin_isRedeemedOnTheSaleThatStands() throws InvalidProtocolBufferException {
        Columns columns = join(
                List.of(
                        Told.campaign("c1", 100, 1),
                        Told.campaign("c2", 100, 1),
                        Told.coupon(1, "c1", 7, 2, "w50"),
                        Told.sms(2, "c2", 7, 3),
                        Told.twin(Told.sale(50, 1, 7, 20, 10_000), "w50"),
                        Told.sale(51, 1, 7, 21, 300, 100),
                        Told.pairedWith(Told.keyed(Told.sale(52, 1, 7, 20, 10_000), "till", "w50"), "o50")),
                new HashSet<>());
        Sums sums = new Sums(10_000);
        Question question = new Question(Integer.MIN_VALUE, Integer.MAX_VALUE, -1, true, true);

        new ColumnFold(campaigns, names, POLICIES, Model.PRECEDENCE, POLICIES, question)
                .fold(columns, 0, columns.size(), new BitSet(), sums, new Sums(10_000));

        assertThat(sums.byKey()).isEqualTo(byTheFold(Model.PRECEDENCE, question));
        assertThat(columns.sale()).containsExactly(0, 1);
        assertThat(columns.redeemedOn()).containsExactly(0, -1);
    }

    @Test
    void keyThatNamesTwoSales_isLeftToTheFold() throws InvalidProtocolBufferException {
        Set<Long> odd = new HashSet<>();

        join(
                List.of(
                        Told.campaign("c1", 100, 1),
                        Told.coupon(1, "c1", 7, 2, "o51"),
                        Told.twin(Told.sale(50, 1, 7, 20, 10_000), "o51"),
                        Told.sale(51, 1, 7, 21, 300)),
                odd);

        assertThat(odd).containsExactly(7L);
    }

    /** Whoever adds a field must look whether it changes what an order is worth or when a touch counts; then add it here. */
    @Test
    void messages_haveNoFieldThatWasNotLookedAt() {
        assertThat(fields(dev.touchline.order.v1.Sale.getDescriptor()))
                .isEqualTo("sale_id key member_id order refunds paired_with twin");
        assertThat(fields(AcceptedDocument.getDescriptor())).isEqualTo("document identifiers recorded_at");
        assertThat(fields(Document.getDescriptor()))
                .isEqualTo(
                        "key version occurred_at currency_code identifiers member_id lines sales_channel places roles"
                                + " refund_of stated_total_minor kind payment_number coupons deposit_at exchange_of");
        assertThat(fields(Line.getDescriptor()))
                .isEqualTo("line_number brand sku category goods_class quantity amount_minor cost_minor");
        assertThat(fields(dev.touchline.touch.v1.Touch.getDescriptor()))
                .isEqualTo("touch_id key campaign channel member_id guide store stages coupon redeemed_on message_class"
                        + " cost expires_at by_cloud_guide");
        assertThat(fields(StageFact.getDescriptor())).isEqualTo("stage occurred_at failure_reason recorded_at");
    }

    private static String fields(Descriptor message) {
        return message.getFields().stream().map(FieldDescriptor::getName).collect(Collectors.joining(" "));
    }

    private Columns join(List<FeedEvent> events, Set<Long> odd) throws InvalidProtocolBufferException {
        for (FeedEvent event : events) {
            if (event.getKey().startsWith("campaign/")) {
                var told = TouchEvent.parseFrom(event.getBody()).getCampaign();
                campaigns.put(
                        told.getKey(),
                        new Campaign(
                                told.getKey(),
                                told.getBrand(),
                                instant(told.getStart()),
                                instant(told.getEnd()),
                                told.hasCancelledAt() ? instant(told.getCancelledAt()) : null));
            }
        }
        Names stores = new Names();
        Budget budget = new Budget(Long.MAX_VALUE);
        SaleRows saleRows = new SaleRows(canonicalOf, names, stores, reference(), POLICIES, budget, 0);
        HeldOut heldOut = new HeldOut(names.campaigns(), stores, storesHeldOut);
        TouchRows touchRows = new TouchRows(names, stores, heldOut, budget, 0);
        controls.forEach(arm -> heldOut.add(canonical(arm.member()), arm.campaign()));
        for (FeedEvent event : events) {
            if (event.getKey().startsWith("touch/")) {
                var told = TouchEvent.parseFrom(event.getBody()).getTouch();
                if (told.getMemberId() > 0) {
                    byte[] body = told.toByteArray();
                    touchRows.take(told.getMemberId(), body, 0, body.length);
                    touches.computeIfAbsent(canonical(told.getMemberId()), person -> new ArrayList<>())
                            .add(FactMessages.touch(told));
                }
            } else if (event.getKey().startsWith("sale/")) {
                var told = SaleEvent.parseFrom(event.getBody()).getSale();
                long unit = told.getMemberId() > 0 ? told.getMemberId() : -told.getSaleId();
                byte[] body = told.toByteArray();
                saleRows.take(unit, body, 0, body.length);
                sales.computeIfAbsent(canonical(unit), person -> new ArrayList<>())
                        .add(FactMessages.sale(told));
            }
        }
        Columns columns = new Join(
                        saleRows,
                        touchRows,
                        canonicalOf,
                        heldOut,
                        names.campaigns().all(),
                        threads)
                .columns(odd);
        return columns;
    }

    private Map<Sums.Key, Sums.Sum> byTheFold(Model model, Question question) {
        Fold fold = new Fold(reference(), POLICIES);
        LedgerSums ledgers = new LedgerSums(names, question);
        Sums sums = new Sums(10_000);
        sales.forEach((canonical, bought) -> {
            List<Assignment> arms = new ArrayList<>(storesHeldOut);
            controls.stream()
                    .filter(arm -> canonical(arm.member()) == canonical)
                    .forEach(arms::add);
            Person person = Person.of(touches.getOrDefault(canonical, List.of()), bought, arms);
            ledgers.add(fold.ledger(person), POLICIES, model, sums);
        });
        return sums.byKey();
    }

    private Reference reference() {
        return new Reference(
                campaigns,
                Map.of("B", new TradingDay(ZoneId.of("Asia/Shanghai"), 0)),
                Map.of("S", new StoreHours("B", ZoneId.of("Europe/Paris"), 4)));
    }

    private long canonical(long unit) {
        return canonicalOf.getOrDefault(unit, unit);
    }

    private static Instant instant(com.google.protobuf.Timestamp timestamp) {
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }
}
