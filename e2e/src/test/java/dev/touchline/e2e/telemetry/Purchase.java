package dev.touchline.e2e.telemetry;

import com.google.protobuf.util.Timestamps;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.touchline.order.v1.BuyerPlace;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Line;
import dev.touchline.order.v1.Places;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.DocumentType;
import dev.touchline.type.v1.Identifier;
import dev.touchline.type.v1.IdentifierType;
import dev.touchline.type.v1.SalesChannel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * What somebody who was sent a coupon buys in a store an hour later, so that the order is credited.
 *
 * @param member code of the buyer
 * @param campaign that sent the coupon
 */
public record Purchase(String number, String member, String campaign, String brand, String store, Instant paid) {

    private static final long AMOUNT_MINOR = 29_900;
    private static final Duration LATER = Duration.ofHours(1);

    /** Makes one up for the first coupon of the generated retailer in {@code data}. */
    public static Purchase afterACoupon(Path data, String number) throws IOException {
        NamedCsvRecord coupon = first(
                data.resolve("touches.csv"),
                row -> row.getField("channel").equals("coupon")
                        && !row.getField("campaign").isEmpty()
                        && !row.getField("member_code").isEmpty()
                        && !row.getField("delivered_at").isEmpty()
                        && row.getField("failed_at").isEmpty()
                        && row.getField("cancelled_at").isEmpty());
        NamedCsvRecord campaign = first(
                data.resolve("campaigns.csv"), row -> row.getField("campaign").equals(coupon.getField("campaign")));
        String brand = campaign.getField("brand");
        NamedCsvRecord store = first(
                data.resolve("organisation.csv"),
                row -> row.getField("kind").equals("store")
                        && row.getField("brand").equals(brand));
        return new Purchase(
                number,
                coupon.getField("member_code"),
                campaign.getField("campaign"),
                brand,
                store.getField("key"),
                Instant.parse(coupon.getField("delivered_at")).plus(LATER));
    }

    Document document() {
        return Document.newBuilder()
                .setKey(DocumentKey.newBuilder()
                        .setSource("till")
                        .setType(DocumentType.DOCUMENT_TYPE_ORDER)
                        .setNumber(number))
                .setOccurredAt(Timestamps.fromMillis(paid.toEpochMilli()))
                .setCurrencyCode("CNY")
                .addIdentifiers(Identifier.newBuilder()
                        .setType(IdentifierType.IDENTIFIER_TYPE_MEMBER_CODE)
                        .setValue(member))
                .addLines(Line.newBuilder()
                        .setLineNumber(1)
                        .setBrand(brand)
                        .setSku("scarf")
                        .setQuantity(1)
                        .setAmountMinor(AMOUNT_MINOR))
                .setSalesChannel(SalesChannel.SALES_CHANNEL_STORE)
                .setPlaces(Places.newBuilder().setStore(store).setBuyer(BuyerPlace.BUYER_PLACE_IN_STORE))
                .build();
    }

    private static NamedCsvRecord first(Path file, Predicate<NamedCsvRecord> wanted) throws IOException {
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
            List<NamedCsvRecord> found = rows.stream().filter(wanted).limit(1).toList();
            if (found.isEmpty()) {
                throw new IllegalStateException(file + ": no such row");
            }
            return found.get(0);
        }
    }
}
