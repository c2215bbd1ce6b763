package dev.touchline.report.ledger;

import dev.touchline.attribution.v1.BookedRefund;
import dev.touchline.attribution.v1.LedgerEntry;
import dev.touchline.attribution.v1.Performance;
import dev.touchline.order.v1.BuyerPlace;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The bookings that an entry of the ledger tells of: its order, and each refund on its own day. */
final class BookingMessages {

    private final LedgerEntry entry;
    private final List<Booking> bookings = new ArrayList<>();
    private long refunded;
    private long unmatched;

    private BookingMessages(LedgerEntry entry) {
        this.entry = entry;
    }

    static List<Booking> of(LedgerEntry entry) {
        BookingMessages messages = new BookingMessages(entry);
        messages.readOrder();
        for (int i = 0; i < entry.getRefundsCount(); i++) {
            messages.read(entry.getRefunds(i), 2 * i + 1);
        }
        messages.readRest();
        return messages.bookings;
    }

    private void readOrder() {
        if (entry.getHasOrder()) {
            add(0, LocalDate.parse(entry.getBusinessDay()), ofNet(), entry.getPaidMinor(), 0, 0);
        }
    }

    private void read(BookedRefund refund, int part) {
        LocalDate day =
                LocalDate.parse(refund.getBusinessDay().isEmpty() ? entry.getBusinessDay() : refund.getBusinessDay());
        if (refund.getMatchedMinor() != 0) {
            add(part, day, ofNet(), 0, refund.getMatchedMinor(), 0);
        }
        if (refund.getUnmatchedMinor() != 0) {
            BookingOwner owner = owner(refund.hasUnmatchedPerformance(), refund.getUnmatchedPerformance());
            add(part + 1, day, owner, 0, 0, refund.getUnmatchedMinor());
        }
        refunded += refund.getMatchedMinor();
        unmatched += refund.getUnmatchedMinor();
    }

    /** What no refund explains, so that the bookings add up to the entry whatever was told. */
    private void readRest() {
        long more = entry.getRefundedMinor() - refunded;
        long moreUnmatched = entry.getUnmatchedRefundMinor() - unmatched;
        if (entry.getHasOrder() && (more != 0 || moreUnmatched != 0)) {
            int part = 2 * entry.getRefundsCount() + 1;
            add(part, LocalDate.parse(entry.getBusinessDay()), ofNet(), 0, more, moreUnmatched);
        }
    }

    private BookingOwner ofNet() {
        return ownerOfNet(entry);
    }

    private void add(int part, LocalDate bookedDay, BookingOwner owner, long paid, long refund, long without) {
        bookings.add(new Booking(
                entry.getSaleId(),
                entry.getBrand(),
                entry.getHasOrder() ? LocalDate.parse(entry.getBusinessDay()) : bookedDay,
                part,
                bookedDay,
                entry.getSalesChannelValue(),
                entry.getCurrencyCode(),
                entry.getTouchesCount() > 0,
                entry.getBuyerPlace() == BuyerPlace.BUYER_PLACE_AWAY,
                entry.getShippingStore(),
                owner,
                paid,
                refund,
                without));
    }

    /** Whose performance the net of an entry is. */
    static BookingOwner ownerOfNet(LedgerEntry entry) {
        return owner(entry.hasPerformance(), entry.getPerformance());
    }

    private static BookingOwner owner(boolean told, Performance performance) {
        return told
                ? new BookingOwner(
                        true,
                        performance.getStore(),
                        performance.getGuide(),
                        performance.getPartner(),
                        performance.getAssistingGuide())
                : BookingOwner.UNDECIDED;
    }
}
