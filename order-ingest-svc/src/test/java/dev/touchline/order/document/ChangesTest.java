package dev.touchline.order.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.touchline.kit.error.Rejection;
import dev.touchline.order.Documents;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.FieldChange;
import dev.touchline.order.v1.FieldDifference;
import dev.touchline.type.v1.IdentifierHash;
import dev.touchline.type.v1.SalesChannel;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** Changes of single fields, by the paths in which differences are told. */
class ChangesTest {

    @Test
    void fieldsOfEveryKind_areChanged() {
        Document changed = changed(
                "currency_code", "EUR",
                "version", "7",
                "sales_channel", "mini-program",
                "occurred_at", "2025-11-11T08:00:00+08:00",
                "places.store", "S07",
                "lines[2].brand", "south",
                "coupons[0]", "C1",
                "coupons[1]", "C2");

        assertThat(changed.getCurrencyCode()).isEqualTo("EUR");
        assertThat(changed.getVersion()).isEqualTo(7);
        assertThat(changed.getSalesChannel()).isEqualTo(SalesChannel.SALES_CHANNEL_MINI_PROGRAM);
        assertThat(changed.getOccurredAt().getSeconds()).isEqualTo(1_762_819_200L);
        assertThat(changed.getPlaces().getStore()).isEqualTo("S07");
        assertThat(changed.getLines(1).getBrand()).isEqualTo("south");
        assertThat(changed.getLines(0).getBrand()).isEqualTo("north");
        assertThat(changed.getCouponsList()).containsExactly("C1", "C2");
    }

    @Test
    void lineThatIsNotThere_isAddedAndOneWithoutValueRemoved() {
        Document changed = changed("lines[9].amount_minor", "100", "lines[1]", "");

        assertThat(changed.getLinesList())
                .extracting(line -> line.getLineNumber())
                .containsExactly(2, 9);
    }

    @Test
    void identifiers_stayAndCanOnlyBeEmptied() {
        AcceptedDocument kept = kept();

        assertThat(Changes.apply(kept, changes("version", "1")).getIdentifiersCount())
                .isEqualTo(1);
        assertThat(Changes.apply(kept, changes("identifiers", "")).getIdentifiersCount())
                .isZero();
        assertRefused("identifiers[0].value", "138");
    }

    @Test
    void whatIsNoFieldOrNoValueOfIt_isRefused() {
        assertRefused("colour", "red");
        assertRefused("lines", "1");
        assertRefused("lines[1]", "1");
        assertRefused("lines[1].amount_minor", "1.50");
        assertRefused("lines[1].amount_minor.more", "1");
        assertRefused("currency_code[1]", "EUR");
        assertRefused("sales_channel", "unspecified");
        assertRefused("sales_channel", "moon");
        assertRefused("occurred_at", "yesterday");
        assertRefused("places", "S07");
        assertRefused("coupons[5]", "C");
        assertRefused("", "x");
        assertRefused("x".repeat(201), "x");
        assertRefused("currency_code", "x".repeat(1_001));
        assertThatThrownBy(() -> Changes.apply(
                        kept(),
                        Collections.nCopies(
                                Changes.MAX + 1,
                                FieldChange.newBuilder()
                                        .setField("version")
                                        .setValue("1")
                                        .build())))
                .isInstanceOf(Rejection.class);
    }

    @Property(tries = 200)
    void differences_areTheChangesThatMakeOneDocumentTheOther(
            @ForAll @IntRange(min = 1, max = 90_000) int amount,
            @ForAll @IntRange(min = 1, max = 9) int quantity,
            @ForAll @IntRange(min = 2, max = 6) int lines,
            @ForAll @AlphaChars @StringLength(max = 8) String store) {
        Document.Builder other =
                Documents.order("n1").setCurrencyCode("EUR").setSalesChannel(SalesChannel.SALES_CHANNEL_LIVE);
        other.getPlacesBuilder().setStore(store);
        other.getLinesBuilder(0).setAmountMinor(amount).setQuantity(quantity);
        for (int line = 3; line <= lines; line++) {
            other.addLines(Documents.line(line, line));
        }
        AcceptedDocument standing =
                AcceptedDocument.newBuilder().setDocument(Documents.order("n1")).build();
        AcceptedDocument wanted =
                AcceptedDocument.newBuilder().setDocument(other).build();

        List<FieldDifference> differences = Differences.between(standing, wanted);
        AcceptedDocument made = Changes.apply(
                standing,
                differences.stream()
                        .map(each -> FieldChange.newBuilder()
                                .setField(each.getField())
                                .setValue(each.getQuarantined())
                                .build())
                        .toList());

        assertThat(Content.hash(made)).isEqualTo(Content.hash(wanted));
    }

    private static Document changed(String... fieldsAndValues) {
        return Changes.apply(kept(), changes(fieldsAndValues)).getDocument();
    }

    private static AcceptedDocument kept() {
        return AcceptedDocument.newBuilder()
                .setDocument(Documents.order("n1"))
                .addIdentifiers(IdentifierHash.newBuilder().setHash(ByteString.copyFromUtf8("h")))
                .build();
    }

    private static List<FieldChange> changes(String... fieldsAndValues) {
        List<FieldChange> changes = new java.util.ArrayList<>();
        for (int i = 0; i < fieldsAndValues.length; i += 2) {
            changes.add(FieldChange.newBuilder()
                    .setField(fieldsAndValues[i])
                    .setValue(fieldsAndValues[i + 1])
                    .build());
        }
        return changes;
    }

    private static void assertRefused(String field, String value) {
        assertThatThrownBy(() -> Changes.apply(kept(), changes(field, value)))
                .as("%s=%s", field, value)
                .isInstanceOf(Rejection.class);
    }
}
