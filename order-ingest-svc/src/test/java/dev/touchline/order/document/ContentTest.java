package dev.touchline.order.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.order.Documents;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.Line;
import dev.touchline.order.v1.Places;
import dev.touchline.order.v1.SaleKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** What makes two documents the same. */
class ContentTest {

    @Property(tries = 100)
    void orderOfLinesAndCoupons_isNotContent(@ForAll Random random, @ForAll @IntRange(min = 1, max = 30) int lines) {
        Document.Builder document = document(lines);
        Document.Builder shuffled = document.clone();
        List<Line> mixed = new ArrayList<>(document.getLinesList());
        Collections.shuffle(mixed, random);
        List<String> coupons = new ArrayList<>(document.getCouponsList());
        Collections.shuffle(coupons, random);
        shuffled.clearLines().addAllLines(mixed).clearCoupons().addAllCoupons(coupons);

        assertThat(hash(shuffled)).isEqualTo(hash(document)).hasSize(32);
    }

    @Property(tries = 100)
    void anotherAmount_isOtherContent(@ForAll @LongRange(min = 1, max = 1_000_000) long more) {
        Document.Builder document = document(3);
        Document.Builder changed = document.clone();
        changed.getLinesBuilder(1).setAmountMinor(changed.getLines(1).getAmountMinor() + more);

        assertThat(hash(changed)).isNotEqualTo(hash(document));
    }

    @Test
    void versionStatedTotalAndEmptyParts_areNotContent() {
        Document.Builder document = document(2);
        Document.Builder same = document.clone()
                .setVersion(9)
                .setStatedTotalMinor(3)
                .setKind(SaleKind.SALE_KIND_ORDINARY)
                .setPlaces(Places.getDefaultInstance());

        assertThat(hash(same)).isEqualTo(hash(document));
    }

    @Test
    void placeAndPaymentNumber_areContent() {
        Document.Builder document = document(2);

        assertThat(hash(document.clone().setPaymentNumber("p"))).isNotEqualTo(hash(document));
        assertThat(hash(document.clone().setPlaces(Places.newBuilder().setStore("s"))))
                .isNotEqualTo(hash(document));
    }

    private static List<Byte> hash(Document.Builder document) {
        byte[] hash = Content.hash(
                        AcceptedDocument.newBuilder().setDocument(document).build())
                .toByteArray();
        List<Byte> bytes = new ArrayList<>();
        for (byte each : hash) {
            bytes.add(each);
        }
        return bytes;
    }

    private static Document.Builder document(int lines) {
        Document.Builder document = Documents.order("o").clearLines();
        for (int i = 1; i <= lines; i++) {
            document.addLines(Documents.line(i, i * 100L)).addCoupons("c" + i);
        }
        return document;
    }
}
