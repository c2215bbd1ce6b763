package dev.touchline.report.ledger;

import dev.touchline.attribution.v1.BookedRefund;
import dev.touchline.attribution.v1.LedgerEntry;
import dev.touchline.attribution.v1.Performance;
import dev.touchline.attribution.v1.RelationStage;
import dev.touchline.order.v1.BuyerPlace;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The bookings that an entry of the ledger tells of: its order, and each refund on its own day; where the net is split between
 * stages, one for each. The order is counted where it was closed, which is the last stage.
 */
final class BookingMessages {

    /** Parts of stages before the last are numbered from so much on, each stage by itself. */
    private static final int STAGE = 1_000_000;

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
            LocalDate day = LocalDate.parse(entry.getBusinessDay());
            if (entry.getPerformanceSharesCount() == 0) {
                add(0, day, ofNet(), entry.getPaidMinor(), 0, 0);
            }
            for (int i = 0; i < entry.getPerformanceSharesCount(); i++) {
                add(partOf(i, 0), day, ofShare(i), entry.getPerformanceShares(i).getPaidMinor(), 0, 0);
            }
        }
    }

    private int partOf(int share, int part) {
        return share == entry.getPerformanceSharesCount() - 1 ? part : part + STAGE * (share + 1);
    }

    private void read(BookedRefund refund, int part) {
        LocalDate day =
                LocalDate.parse(refund.getBusinessDay().isEmpty() ? entry.getBusinessDay() : refund.getBusinessDay());
        if (refund.getShareChangeMinorCount() > 0) {
            for (int i = 0; i < refund.getShareChangeMinorCount(); i++) {
                if (refund.getShareChangeMinor(i) != 0) {
                    add(partOf(i, part), day, ofShare(i), 0, -refund.getShareChangeMinor(i), 0);
                }
            }
        } else if (refund.getMatchedMinor() != 0) {
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

    /** Who has a stage's share; who assisted is told with the one that closed. */
    private BookingOwner ofShare(int share) {
        BookingOwner owner = owner(true, entry.getPerformanceShares(share).getPerformance());
        return entry.getPerformanceShares(share).getStage() == RelationStage.RELATION_STAGE_CLOSE
                ? new BookingOwner(
                        true,
                        owner.store(),
                        owner.guide(),
                        owner.partner(),
                        entry.getPerformance().getAssistingGuide())
                : owner;
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
