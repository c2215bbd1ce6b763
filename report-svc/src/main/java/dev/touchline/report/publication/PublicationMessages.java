package dev.touchline.report.publication;

import dev.touchline.kit.time.ProtoTime;
import dev.touchline.report.v1.CauseNumbers;
import dev.touchline.report.v1.LedgerNumbers;
import dev.touchline.report.v1.Publication;
import dev.touchline.report.v1.PublicationKind;
import dev.touchline.report.v1.RestatementCause;
import dev.touchline.report.v1.RestatementRow;

/** Copies and restatements as messages. */
final class PublicationMessages {

    private PublicationMessages() {}

    static Publication copy(Copy copy) {
        return Publication.newBuilder()
                .setKind(PublicationKind.forNumber(copy.kind().number()))
                .setDay(copy.day().toString())
                .setBrand(copy.brand())
                .setMadeAt(ProtoTime.timestamp(copy.madeAt()))
                .setDueAt(ProtoTime.timestamp(copy.dueAt()))
                .setCut(copy.cut())
                .setComplete(copy.complete())
                .setWaiting(copy.waiting())
                .setEpoch(copy.epoch())
                .addAllPositions(copy.positions())
                .setDefinition(copy.definition())
                .setAskedBy(copy.askedBy())
                .build();
    }

    static RestatementRow row(Restatement row) {
        return RestatementRow.newBuilder()
                .setKey(row.key())
                .setCurrencyCode(row.currency())
                .setPublished(numbers(row.published()))
                .setLive(numbers(row.live()))
                .addAllCauses(
                        row.causes().stream().map(PublicationMessages::part).toList())
                .build();
    }

    private static CauseNumbers part(Restatement.Part part) {
        return CauseNumbers.newBuilder()
                .setCause(RestatementCause.forNumber(part.cause().ordinal()))
                .setChange(numbers(part.change()))
                .setSales(part.sales())
                .build();
    }

    static dev.touchline.report.v1.RestatedSale sale(RestatedSale sale) {
        return dev.touchline.report.v1.RestatedSale.newBuilder()
                .setDocument(sale.document())
                .setSaleId(sale.place().sale())
                .setBrand(sale.place().brand())
                .setDay(sale.place().period().toString())
                .setCurrencyCode(sale.place().currency())
                .setCause(RestatementCause.forNumber(sale.cause().ordinal()))
                .setChangedAt(ProtoTime.timestamp(sale.changedAt()))
                .setChange(numbers(sale.change()))
                .build();
    }

    private static LedgerNumbers numbers(Numbers numbers) {
        return LedgerNumbers.newBuilder()
                .setNetMinor(numbers.net())
                .setTouchedMinor(numbers.touched())
                .setCreditedMinor(numbers.credited())
                .setUnmatchedMinor(numbers.unmatched())
                .build();
    }
}
