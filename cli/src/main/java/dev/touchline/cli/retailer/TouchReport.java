package dev.touchline.cli.retailer;

import dev.touchline.cli.retailer.Person.Ids;
import java.time.Instant;

/** A touch as it happened; stages that did not happen are null. */
final class TouchReport {
    final String number;
    final String campaign;
    final String channel;
    final Ids ids;
    String guide = "";
    String store = "";
    String coupon = "";
    Instant assigned;
    Instant executed;
    Instant delivered;
    Instant responded;
    Instant failed;
    String failureReason = "";
    Instant cancelled;
    Instant reached;
    String redeemedSource = "";
    String redeemedNumber = "";
    boolean treated = true;

    TouchReport(String number, String campaign, String channel, Ids ids) {
        this.number = number;
        this.campaign = campaign;
        this.channel = channel;
        this.ids = ids;
    }

    /** The last thing that happened: when the report is complete. */
    Instant last() {
        Instant last = assigned;
        for (Instant stage : new Instant[] {executed, delivered, responded, failed, cancelled}) {
            last = stage != null && (last == null || stage.isAfter(last)) ? stage : last;
        }
        return last;
    }
}
