package dev.touchline.order.twin;

import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.BuyerPlace;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.GoodsClass;
import dev.touchline.order.v1.Line;
import dev.touchline.order.v1.Places;
import dev.touchline.order.v1.Roles;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A till receipt with what only its twin knows: coupons, whose link or partner it was, who bought, who ships, and of lines
 * that are the same the category and goods class, and the cost if as many items were bought. What the receipt says itself is
 * never changed.
 */
final class Completion {

    private Completion() {}

    static AcceptedDocument of(AcceptedDocument receipt, AcceptedDocument online, SameLines lines) {
        Document own = receipt.getDocument();
        Document other = online.getDocument();
        Document.Builder completed = own.toBuilder()
                .setRoles(roles(own.getRoles(), other.getRoles()))
                .setPlaces(places(own.getPlaces(), other.getPlaces()))
                .clearCoupons()
                .addAllCoupons(
                        new TreeSet<>(Stream.concat(own.getCouponsList().stream(), other.getCouponsList().stream())
                                .toList()));
        for (Line line : other.getLinesList()) {
            lines.same(line.getLineNumber()).ifPresent(index -> complete(completed.getLinesBuilder(index), line));
        }
        AcceptedDocument.Builder accepted = receipt.toBuilder().setDocument(completed);
        online.getIdentifiersList().stream()
                .filter(identifier -> !receipt.getIdentifiersList().contains(identifier))
                .forEach(accepted::addIdentifiers);
        return accepted.build();
    }

    private static Roles roles(Roles own, Roles other) {
        return Roles.newBuilder()
                .setSalesGuide(first(own.getSalesGuide(), other.getSalesGuide()))
                .setLinkGuide(first(own.getLinkGuide(), other.getLinkGuide()))
                .setPartner(first(own.getPartner(), other.getPartner()))
                .setBoundGuide(first(own.getBoundGuide(), other.getBoundGuide()))
                .setTouchGuide(first(own.getTouchGuide(), other.getTouchGuide()))
                .build();
    }

    private static Places places(Places own, Places other) {
        return Places.newBuilder()
                .setStore(first(own.getStore(), other.getStore()))
                .setBuyer(
                        own.getBuyer() == BuyerPlace.BUYER_PLACE_UNSPECIFIED
                                ? BuyerPlace.BUYER_PLACE_IN_STORE
                                : own.getBuyer())
                .setShippingStore(first(own.getShippingStore(), other.getShippingStore()))
                .build();
    }

    private static void complete(Line.Builder own, Line other) {
        own.setCategory(first(own.getCategory(), other.getCategory()));
        if (own.getGoodsClass() == GoodsClass.GOODS_CLASS_UNSPECIFIED) {
            own.setGoodsClass(other.getGoodsClass());
        }
        if (!own.hasCostMinor() && other.hasCostMinor() && ofAsMany(own, other)) {
            own.setCostMinor(other.getCostMinor());
        }
    }

    /** A cost is that of all items of a line: it says nothing of a line that has more or fewer of them. */
    private static boolean ofAsMany(Line.Builder own, Line other) {
        return own.getAmountMinor() == other.getAmountMinor() && own.getQuantity() == other.getQuantity();
    }

    private static String first(String own, String other) {
        return own.isEmpty() ? other : own;
    }
}
