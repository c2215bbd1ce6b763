package dev.touchline.attribution;

import static dev.touchline.attribution.testing.Told.brand;
import static dev.touchline.attribution.testing.Told.campaign;
import static dev.touchline.attribution.testing.Told.control;
import static dev.touchline.attribution.testing.Told.coupon;
import static dev.touchline.attribution.testing.Told.member;
import static dev.touchline.attribution.testing.Told.pairedWith;
import static dev.touchline.attribution.testing.Told.sale;
import static dev.touchline.attribution.testing.Told.sms;
import static dev.touchline.attribution.testing.Told.twin;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.UnknownFieldSet;
import dev.touchline.attribution.testing.Attribution;
import dev.touchline.attribution.v1.LedgerBasis;
import dev.touchline.attribution.v1.LedgerEvent;
import dev.touchline.feed.v1.FeedEvent;
import dev.touchline.kittest.PostgresResource;
import dev.touchline.member.v1.MemberEvent;
import dev.touchline.member.v1.Partner;
import dev.touchline.member.v1.PartnerKind;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A ledger says what it was made from, so that whoever holds two of a sale can tell why they differ. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class LedgerBasisTest {

    @Inject
    Attribution attribution;

    @BeforeEach
    void facts() {
        attribution.empty();
        attribution.tell(member(7, 7, 1), member(8, 8, 1), campaign("c1", 100, 1), sms(1, "c1", 7, 2));
        attribution.tell(sale(50, 1, 7, 20, 10_000), sale(51, 1, 0, 20, 300));
        attribution.fold();
    }

    @Test
    void eachKindOfChange_showsInItsPart() {
        assertThat(changed(50, sale(50, 2, 7, 20, 10_000, 1_000))).containsExactly("refunds");
        assertThat(changed(50, sale(50, 3, 7, 20, 12_000, 1_000))).containsExactly("order");
        assertThat(changed(50, campaign("c2", 100, 1), sms(2, "c2", 7, 3))).containsExactly("touches", "campaigns");
        assertThat(changed(50, campaign("c2", 5, 2))).containsExactly("campaigns");
        assertThat(changed(50, control("c1", 7))).containsExactly("campaigns");
    }

    @Test
    void twin_showsInTheOrder() {
        attribution.tell(coupon(3, "c1", 7, 1, "w50"));
        attribution.fold();

        assertThat(changed(50, twin(sale(50, 2, 7, 20, 10_000), "w50"))).containsExactly("order");
        assertThat(changed(50, pairedWith(sale(50, 3, 7, 20, 10_000), "o49"))).containsExactly("order");
    }

    @Test
    void whoTheBuyerIs_showsInItsPart() {
        attribution.tell(sms(3, "c1", 8, 4));
        attribution.fold();

        assertThat(changed(50, member(8, 7, 2))).contains("person").doesNotContain("order", "refunds", "member_id");
        assertThat(changed(50, member(8, 8, 3))).contains("person");
        assertThat(changed(51, sale(51, 2, 8, 20, 300))).contains("member_id").doesNotContain("order", "refunds");
    }

    @Test
    void organisation_showsInNoPart() {
        assertThat(changed(50, brand("B", "Pacific/Kiritimati", 1))).isEmpty();
    }

    // What a partner does is master data for reports. An entity of a later release is passed over as well.
    @Test
    void partner_concernsNobody() {
        Map<Long, LedgerEvent> before = attribution.told();
        Partner partner = Partner.newBuilder()
                .setKey("B")
                .setKind(PartnerKind.PARTNER_KIND_SHARER)
                .build();
        UnknownFieldSet later = UnknownFieldSet.newBuilder()
                .addField(
                        99,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(partner.toByteString())
                                .build())
                .build();

        attribution.tell(
                told(MemberEvent.newBuilder().setPartner(partner)),
                told(MemberEvent.newBuilder().setUnknownFields(later)));

        assertThat(attribution.number("SELECT count(DISTINCT member) FROM waiting"))
                .isZero();
        assertThat(attribution.fold()).isZero();
        assertThat(attribution.told()).isEqualTo(before);
    }

    private static FeedEvent told(MemberEvent.Builder event) {
        return FeedEvent.newBuilder()
                .setKey("partner/" + event.getUnknownFields().asMap().size())
                .setBody(event.setVersion(1).build().toByteString())
                .build();
    }

    private List<String> changed(long sale, FeedEvent... events) {
        LedgerBasis before = attribution.told().get(sale).getMadeFrom();
        long version = attribution.told().get(sale).getVersion();
        attribution.tell(events);
        attribution.fold();
        assertThat(attribution.told().get(sale).getVersion()).as("told anew").isEqualTo(version + 1);
        LedgerBasis after = attribution.told().get(sale).getMadeFrom();
        return LedgerBasis.getDescriptor().getFields().stream()
                .filter(field -> !before.getField(field).equals(after.getField(field)))
                .map(FieldDescriptor::getName)
                .toList();
    }
}
