package dev.touchline.report.ledger;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.touchline.attribution.v1.BookedRefund;
import dev.touchline.attribution.v1.CreditedTouch;
import dev.touchline.attribution.v1.LedgerEntry;
import dev.touchline.attribution.v1.LedgerEvent;
import dev.touchline.attribution.v1.Model;
import dev.touchline.attribution.v1.ModelCredit;
import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.feed.v1.FeedService;
import dev.touchline.kit.feed.FeedHandler;
import dev.touchline.report.batch.Newest;
import dev.touchline.type.v1.DocumentKey;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Follows attribution-svc: an event replaces everything that is known of its sale. */
@ApplicationScoped
public class LedgerHandler implements FeedHandler {

    private static final int MODELS = Arrays.stream(Model.values())
            .filter(model -> model != Model.UNRECOGNIZED)
            .mapToInt(Model::getNumber)
            .max()
            .orElseThrow();

    private final FeedService source;
    private final Ledgers ledgers;

    public LedgerHandler(@GrpcClient("attribution-svc") FeedService source, Ledgers ledgers) {
        this.source = source;
        this.ledgers = ledgers;
    }

    @Override
    public String feed() {
        return "attribution-svc";
    }

    @Override
    public FeedService source() {
        return source;
    }

    @Override
    public Uni<Void> apply(SqlConnection tx, List<FeedEvent> events) {
        List<SaleLedger> read = events.stream().map(LedgerHandler::read).toList();
        return ledgers.replace(tx, Newest.of(read, SaleLedger::saleId));
    }

    @Override
    public Uni<Void> forget(SqlConnection tx) {
        return ledgers.forget(tx);
    }

    private static SaleLedger read(FeedEvent event) {
        try {
            return sale(LedgerEvent.parseFrom(event.getBody()));
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("Not a LedgerEvent at position " + event.getPosition(), broken);
        }
    }

    private static SaleLedger sale(LedgerEvent event) {
        List<LedgerEntry> present =
                event.getEntriesList().stream().filter(LedgerEntry::getPresent).toList();
        List<Booking> bookings = present.stream()
                .flatMap(entry -> BookingMessages.of(entry).stream())
                .toList();
        return new SaleLedger(
                event.getSaleId(),
                event.getVersion(),
                present.isEmpty() ? "" : text(present.get(0).getKey()),
                (int) present.stream()
                        .flatMap(entry -> entry.getRefundsList().stream())
                        .map(refund -> refund.getKey())
                        .distinct()
                        .count(),
                present.stream().flatMap(LedgerHandler::leaves).toList(),
                present.stream()
                        .flatMap(entry -> entry.getTouchesList().stream().map(touch -> credit(entry, touch)))
                        .toList(),
                present.stream().flatMap(GoodsRows::of).toList(),
                bookings,
                CellMessages.of(present, bookings),
                BasisMessages.of(event.getMadeFrom()));
    }

    private static String text(DocumentKey key) {
        return key.getSource() + "/" + key.getNumber();
    }

    private static Stream<Leaf> leaves(LedgerEntry entry) {
        return entry.getHasOrder() ? Stream.of(orderLeaf(entry)) : refundLeaves(entry);
    }

    /** Without an order each refund counts on its own day, and is unmatched: nothing was paid that it could reduce. */
    private static Stream<Leaf> refundLeaves(LedgerEntry entry) {
        return entry.getRefundsList().stream()
                .collect(Collectors.groupingBy(
                        refund -> LocalDate.parse(refund.getBusinessDay()),
                        TreeMap::new,
                        Collectors.summingLong(BookedRefund::getUnmatchedMinor)))
                .entrySet()
                .stream()
                .map(day -> refundLeaf(entry, day.getKey(), day.getValue()));
    }

    private static Leaf refundLeaf(LedgerEntry entry, LocalDate day, long unmatched) {
        return new Leaf(
                entry.getSaleId(),
                entry.getBrand(),
                entry.getStore(),
                entry.getCurrencyCode(),
                day,
                entry.getSalesChannelValue(),
                false,
                0,
                0,
                0,
                0,
                unmatched);
    }

    private static Leaf orderLeaf(LedgerEntry entry) {
        return new Leaf(
                entry.getSaleId(),
                entry.getBrand(),
                entry.getStore(),
                entry.getCurrencyCode(),
                LocalDate.parse(entry.getBusinessDay()),
                entry.getSalesChannelValue(),
                true,
                entry.getPaidMinor(),
                entry.getRefundedMinor(),
                entry.getNetMinor(),
                entry.getOrganicMinor(),
                entry.getUnmatchedRefundMinor());
    }

    private static Credit credit(LedgerEntry entry, CreditedTouch touch) {
        long[] amounts = new long[MODELS];
        long[] shares = new long[MODELS];
        for (ModelCredit credit : touch.getCreditsList()) {
            int model = credit.getModelValue();
            if (model >= 1 && model <= MODELS) { // a newer attribution-svc may know more models than this contract
                amounts[model - 1] = credit.getAmountMinor();
                shares[model - 1] = credit.getSharePpt();
            }
        }
        return new Credit(
                entry.getSaleId(),
                entry.getBrand(),
                touch.getTouchId(),
                touch.getCampaign(),
                touch.getChannelValue(),
                amounts,
                shares);
    }
}
