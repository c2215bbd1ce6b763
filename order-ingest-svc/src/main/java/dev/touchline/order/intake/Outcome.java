package dev.touchline.order.intake;

import dev.touchline.kit.access.Caller;
import dev.touchline.kit.error.Items;
import dev.touchline.kit.error.Rejection;
import dev.touchline.order.book.SaleBook;
import dev.touchline.order.book.Verdict;
import dev.touchline.order.document.Offer;
import dev.touchline.order.v1.Document;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.ItemOutcome;
import dev.touchline.type.v1.ItemResult;
import io.grpc.Status;
import java.util.Map;

/** What became of an offer: how it is answered and how it is counted. */
record Outcome(Offer offer, Kind kind, String saleCurrency) {

    /** Ways in which an offer can end. */
    enum Kind {
        ACCEPTED,
        /** Accepted, and found to count zero because its twin counts. */
        PAIRED,
        DUPLICATE,
        SUPERSEDED,
        CONFLICTING,
        TOO_LARGE,
        /** Not the caller's to change. */
        OUT_OF_SCOPE,
        /** Set aside by this batch. */
        SET_ASIDE,
        /** The same as one that was set aside before. */
        STILL_ASIDE
    }

    /** The outcome of an offer that changed nothing or is in conflict. */
    static Outcome of(Offer offer, Verdict verdict, boolean aside) {
        return switch (verdict) {
            case BOOKED -> new Outcome(offer, Kind.ACCEPTED, "");
            case SAME -> new Outcome(offer, aside ? Kind.STILL_ASIDE : Kind.DUPLICATE, "");
            case SUPERSEDED -> new Outcome(offer, Kind.SUPERSEDED, "");
            case CONFLICTING -> new Outcome(offer, Kind.CONFLICTING, "");
            case TOO_LARGE -> new Outcome(offer, Kind.TOO_LARGE, "");
        };
    }

    /** The outcome of an offer that would change what is not its caller's: nothing of it is kept. */
    static Outcome outOfScope(Offer offer) {
        return new Outcome(offer, Kind.OUT_OF_SCOPE, "");
    }

    /** The outcome of an offer that was booked and is set aside at the end of its batch. */
    Outcome setAside(String currencyOfSale) {
        return new Outcome(offer, Kind.SET_ASIDE, currencyOfSale);
    }

    /** The outcome of an offer that was accepted and counts zero. */
    Outcome paired() {
        return new Outcome(offer, Kind.PAIRED, "");
    }

    boolean is(Kind asked) {
        return kind == asked;
    }

    /** Whether the document goes to quarantine without ever standing under its key. */
    boolean isFault() {
        return kind == Kind.CONFLICTING || kind == Kind.TOO_LARGE;
    }

    ItemResult answer() {
        int index = offer.index();
        return switch (kind) {
            case ACCEPTED -> Items.accepted(index);
            case PAIRED -> Items.outcome(index, ItemOutcome.ITEM_OUTCOME_PAIRED);
            case DUPLICATE -> Items.duplicate(index);
            case SUPERSEDED ->
                Items.duplicate(index).toBuilder()
                        .setReason(ErrorReason.ERROR_REASON_VERSION_SUPERSEDED)
                        .setMessage("version: " + offer.document().getVersion()
                                + " (expected: the newest; a newer one stands)")
                        .build();
            case OUT_OF_SCOPE -> Items.rejected(index, Caller.outOfScope("key"));
            case CONFLICTING, TOO_LARGE, SET_ASIDE, STILL_ASIDE -> Items.quarantined(index, why());
        };
    }

    /** Why it is in quarantine. */
    Rejection why() {
        if (kind == Kind.CONFLICTING) {
            return conflicting(offer.document());
        }
        if (kind == Kind.TOO_LARGE) {
            return Rejection.field(
                    ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE,
                    "refund_of",
                    "one document too many for its sale",
                    "at most " + SaleBook.MAX_DOCUMENTS + " documents and " + SaleBook.MAX_BYTES + " bytes in a sale");
        }
        return currencyMismatch(offer.document().getCurrencyCode(), saleCurrency);
    }

    /** Why a document conflicts with the one that stands. */
    static Rejection conflicting(Document document) {
        String key = document.getKey().getSource() + "/" + document.getKey().getNumber();
        return new Rejection(
                Status.Code.INVALID_ARGUMENT,
                ErrorReason.ERROR_REASON_CONFLICTING_DUPLICATE,
                "key: " + key + " with other content (expected: the content that stands, or a version above "
                        + document.getVersion() + ")",
                Map.of("key", key));
    }

    /** Why a refund is set aside. */
    static Rejection currencyMismatch(String got, String saleCurrency) {
        return Rejection.field(
                ErrorReason.ERROR_REASON_CURRENCY_MISMATCH,
                "currency_code",
                got,
                saleCurrency.isEmpty() ? "the sale's" : saleCurrency + ", the sale's");
    }
}
