package dev.touchline.report.ledger;

import dev.touchline.attribution.v1.BookedRefund;
import dev.touchline.attribution.v1.CreditedTouch;
import dev.touchline.attribution.v1.LedgerEntry;
import dev.touchline.attribution.v1.Model;
import dev.touchline.attribution.v1.ModelCredit;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The cells that an entry of the ledger fills, for both views: each refund on its own day, and on the order's day what the
 * refunds leave, so that an entry's cells add up to it whatever was told.
 */
final class CellMessages {

    private final LedgerEntry entry;
    private final Map<Cell, Amounts> cells;

    private CellMessages(LedgerEntry entry, Map<Cell, Amounts> cells) {
        this.entry = entry;
        this.cells = cells;
    }

    /** All cells of the entries of one sale; none that is empty. */
    static Map<Cell, Amounts> of(List<LedgerEntry> entries, List<Booking> bookings) {
        Map<Cell, Amounts> cells = new HashMap<>();
        for (Booking booking : bookings) {
            performance(cells, booking);
        }
        for (LedgerEntry entry : entries) {
            new CellMessages(entry, cells).read(bookings);
        }
        cells.values().removeIf(Amounts::nothing);
        return cells;
    }

    private static void performance(Map<Cell, Amounts> cells, Booking booking) {
        Cell cell = new Cell(
                booking.day(),
                booking.bookedDay(),
                Cell.PERFORMANCE,
                0,
                booking.brand(),
                booking.currency(),
                "",
                booking.owner().store(),
                booking.owner().guide(),
                booking.owner().partner());
        long net = booking.paid() - booking.refunded();
        add(
                cells,
                cell,
                new Amounts(booking.paid(), booking.refunded(), booking.unmatched(), booking.touched() ? net : 0, 0));
    }

    private void read(List<Booking> bookings) {
        for (Booking booking : bookings) {
            if (booking.brand().equals(entry.getBrand()) && booking.unmatched() != 0) {
                Amounts unmatched = new Amounts(0, 0, booking.unmatched(), 0, 0);
                add(cells, campaign(booking.day(), booking.bookedDay(), "", 0), unmatched);
            }
        }
        if (entry.getHasOrder()) {
            readCredits();
        }
    }

    private void readCredits() {
        LocalDate day = LocalDate.parse(entry.getBusinessDay());
        long left = entry.getNetMinor();
        long[] credits = new long[entry.getTouchesCount()];
        for (int i = 0; i < credits.length; i++) {
            credits[i] = official(entry.getTouches(i));
        }
        for (BookedRefund refund : entry.getRefundsList()) {
            LocalDate booked = refund.getBusinessDay().isEmpty() ? day : LocalDate.parse(refund.getBusinessDay());
            long[] changes = new long[credits.length];
            for (int i = 0; i < changes.length && i < refund.getCreditChangeMinorCount(); i++) {
                changes[i] = refund.getCreditChangeMinor(i);
                credits[i] -= changes[i];
            }
            book(day, booked, -refund.getMatchedMinor(), changes);
            left += refund.getMatchedMinor();
        }
        book(day, day, left, credits);
    }

    private void book(LocalDate day, LocalDate booked, long net, long[] credits) {
        Set<String> campaigns =
                entry.getTouchesList().stream().map(CreditedTouch::getCampaign).collect(Collectors.toSet());
        campaigns.forEach(campaign -> add(cells, campaign(day, booked, campaign, 0), Amounts.touch(net)));
        for (int i = 0; i < credits.length; i++) {
            CreditedTouch touch = entry.getTouches(i);
            Cell cell = campaign(day, booked, touch.getCampaign(), touch.getChannelValue());
            add(cells, cell, Amounts.credit(credits[i]));
        }
        if (credits.length == 0) {
            add(cells, campaign(day, booked, "", 0), Amounts.credit(net));
        }
    }

    private static long official(CreditedTouch touch) {
        return touch.getCreditsList().stream()
                .filter(credit -> credit.getModel() == Model.MODEL_PRECEDENCE)
                .mapToLong(ModelCredit::getAmountMinor)
                .sum();
    }

    private Cell campaign(LocalDate day, LocalDate booked, String campaign, int channel) {
        return new Cell(
                day,
                booked,
                Cell.CAMPAIGNS,
                channel,
                entry.getBrand(),
                entry.getCurrencyCode(),
                campaign,
                entry.getStore(),
                "",
                "");
    }

    private static void add(Map<Cell, Amounts> cells, Cell cell, Amounts amounts) {
        cells.merge(cell, amounts, Amounts::plus);
    }
}
