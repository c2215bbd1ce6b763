package dev.touchline.e2e;

import com.google.protobuf.Timestamp;
import dev.touchline.member.v1.Brand;
import dev.touchline.member.v1.OrganisationServiceGrpc;
import dev.touchline.member.v1.Store;
import dev.touchline.member.v1.StoreKind;
import dev.touchline.member.v1.UpsertOrganisationRequest;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Line;
import dev.touchline.order.v1.Places;
import dev.touchline.type.v1.DocumentKey;
import dev.touchline.type.v1.DocumentType;
import dev.touchline.type.v1.Identifier;
import dev.touchline.type.v1.IdentifierType;
import dev.touchline.type.v1.SalesChannel;
import io.grpc.Channel;
import java.time.Instant;

/** Two shops of one brand, and receipts of their tills. */
final class Shops {

    static final String A = "shop-a";
    static final String B = "shop-b";
    /** A buyer's telephone number, which must turn up nowhere. */
    static final String PHONE = "13912345678";

    private static final String BRAND = "shoes";

    private Shops() {}

    /** Tells member-svc about them. */
    static void open(Channel headquarters) {
        UpsertOrganisationRequest.Builder request = UpsertOrganisationRequest.newBuilder()
                .addBrands(Brand.newBuilder()
                        .setKey(BRAND)
                        .setName(BRAND)
                        .setTimeZone("Asia/Shanghai")
                        .build());
        for (String shop : new String[] {A, B}) {
            request.addStores(Store.newBuilder()
                    .setKey(shop)
                    .setName(shop)
                    .setBrand(BRAND)
                    .setKind(StoreKind.STORE_KIND_DIRECT));
        }
        OrganisationServiceGrpc.newBlockingStub(headquarters).upsertOrganisation(request.build());
    }

    /** The key of a receipt. */
    static DocumentKey receipt(String number) {
        return DocumentKey.newBuilder()
                .setSource("till")
                .setType(DocumentType.DOCUMENT_TYPE_ORDER)
                .setNumber(number)
                .build();
    }

    /** A receipt of a store's till. */
    static Document document(String store, String number) {
        return Document.newBuilder()
                .setKey(receipt(number))
                .setOccurredAt(Timestamp.newBuilder()
                        .setSeconds(Instant.now().getEpochSecond() - 60)
                        .build())
                .setCurrencyCode("CNY")
                .setSalesChannel(SalesChannel.SALES_CHANNEL_STORE)
                .setPlaces(Places.newBuilder().setStore(store).build())
                .addIdentifiers(Identifier.newBuilder()
                        .setType(IdentifierType.IDENTIFIER_TYPE_PHONE)
                        .setValue(PHONE))
                .addLines(Line.newBuilder()
                        .setLineNumber(1)
                        .setBrand(BRAND)
                        .setSku("boot")
                        .setQuantity(1)
                        .setAmountMinor(59_900))
                .build();
    }
}
