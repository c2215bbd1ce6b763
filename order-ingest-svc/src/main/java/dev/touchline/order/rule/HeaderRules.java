package dev.touchline.order.rule;

import dev.touchline.kit.error.Check;
import dev.touchline.kit.error.Rejection;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.BuyerPlace;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Places;
import dev.touchline.order.v1.Roles;
import dev.touchline.order.v1.SaleKind;
import dev.touchline.type.v1.DocumentType;
import dev.touchline.type.v1.ErrorReason;
import dev.touchline.type.v1.SalesChannel;
import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;

/** What the document says about itself as a whole. */
final class HeaderRules {

    /** The longest key of a store, guide, brand or partner. */
    static final int MAX_KEY = 64;

    private static final int MAX_TEXT = 128;
    private static final int MAX_COUPONS = 50;

    // Codes without minor units are metals, funds and test codes.
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .filter(currency -> currency.getDefaultFractionDigits() >= 0)
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private HeaderRules() {}

    static void version(AcceptedDocument accepted) {
        Check.range("version", accepted.getDocument().getVersion(), 0, Long.MAX_VALUE);
    }

    static void currency(AcceptedDocument accepted) {
        String code = accepted.getDocument().getCurrencyCode();
        if (code.isEmpty()) {
            throw Rejection.required("currency_code");
        }
        if (!CURRENCIES.contains(code)) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_CURRENCY_UNKNOWN, "currency_code", code, "an ISO 4217 code such as CNY");
        }
    }

    static void salesChannel(AcceptedDocument accepted) {
        Document document = accepted.getDocument();
        boolean order = document.getKey().getType() == DocumentType.DOCUMENT_TYPE_ORDER;
        if (order && document.getSalesChannel() == SalesChannel.SALES_CHANNEL_UNSPECIFIED) {
            throw Rejection.required("sales_channel");
        }
        refuseUnrecognised(
                "sales_channel",
                document.getSalesChannel() == SalesChannel.UNRECOGNIZED,
                document.getSalesChannelValue());
    }

    static void kind(AcceptedDocument accepted) {
        Document document = accepted.getDocument();
        refuseUnrecognised("kind", document.getKind() == SaleKind.UNRECOGNIZED, document.getKindValue());
        Places places = document.getPlaces();
        refuseUnrecognised("places.buyer", places.getBuyer() == BuyerPlace.UNRECOGNIZED, places.getBuyerValue());
    }

    static void keysOfOthers(AcceptedDocument accepted) {
        Document document = accepted.getDocument();
        Places places = document.getPlaces();
        Roles roles = document.getRoles();
        Check.text("places.store", places.getStore(), 0, MAX_KEY);
        Check.text("places.shipping_store", places.getShippingStore(), 0, MAX_KEY);
        Check.text("roles.sales_guide", roles.getSalesGuide(), 0, MAX_KEY);
        Check.text("roles.link_guide", roles.getLinkGuide(), 0, MAX_KEY);
        Check.text("roles.partner", roles.getPartner(), 0, MAX_KEY);
        Check.text("roles.bound_guide", roles.getBoundGuide(), 0, MAX_KEY);
        Check.text("roles.touch_guide", roles.getTouchGuide(), 0, MAX_KEY);
        Check.text("payment_number", document.getPaymentNumber(), 0, MAX_TEXT);
    }

    static void coupons(AcceptedDocument accepted) {
        Document document = accepted.getDocument();
        Check.range("coupons", document.getCouponsCount(), 0, MAX_COUPONS);
        document.getCouponsList().forEach(coupon -> Check.text("coupons", coupon, 1, MAX_TEXT));
    }

    static void refuseUnrecognised(String field, boolean unrecognised, int value) {
        if (unrecognised) {
            throw Rejection.field(ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE, field, value, "a known value");
        }
    }
}
