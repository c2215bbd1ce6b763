package dev.touchline.order.twin;

import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.SaleKind;
import dev.touchline.type.v1.SalesChannel;
import java.util.Optional;

/** Which of the two reports of a purchase an order may be. Only one from each side can be twins. */
public enum Side {
    /** A till receipt: of two twins it stands, because a code scanned at the till is a sale in the store. */
    TILL,
    /** A mini-program order, or the redemption of a group-buy voucher: of two twins it counts zero. */
    ONLINE;

    /** The side of an order; none: nothing else reports such a sale a second time. An exchange is never a twin. */
    static Optional<Side> of(Document order) {
        if (order.getKind() == SaleKind.SALE_KIND_EXCHANGE) {
            return Optional.empty();
        }
        if (order.getKind() == SaleKind.SALE_KIND_VOUCHER
                || order.getSalesChannel() == SalesChannel.SALES_CHANNEL_MINI_PROGRAM) {
            return Optional.of(ONLINE);
        }
        return order.getSalesChannel() == SalesChannel.SALES_CHANNEL_STORE ? Optional.of(TILL) : Optional.empty();
    }
}
