package dev.touchline.cli.retailer;

import dev.touchline.cli.retailer.Basket.BasketLine;
import dev.touchline.cli.retailer.Person.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A document of the order stream: an order, a refund, or a refund without order, as its source sends it. */
final class Sale {
    final String source;
    final String type;
    final String number;
    final Instant occurred;
    final List<BasketLine> lines;
    Ids ids = Ids.NOBODY;
    String channel = "";
    String store = "";
    String buyer = "";
    String salesGuide = "";
    String linkGuide = "";
    String partner = "";
    String refundOf = "";
    String kind = "";
    String exchangeOf = "";
    String exchangeSource = "";
    Instant deposit;
    final List<String> coupons = new ArrayList<>();

    Sale(String source, String type, String number, Instant occurred, List<BasketLine> lines) {
        this.source = source;
        this.type = type;
        this.number = number;
        this.occurred = occurred;
        this.lines = lines;
    }

    long total() {
        return lines.stream().mapToLong(BasketLine::paid).sum();
    }
}
