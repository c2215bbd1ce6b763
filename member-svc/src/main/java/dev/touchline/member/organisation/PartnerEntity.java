package dev.touchline.member.organisation;

import dev.touchline.member.v1.Partner;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A partner as it is stored. */
@Entity
@Table(name = "partner")
class PartnerEntity extends UnitEntity {

    int kind;

    Partner toMessage() {
        return Partner.newBuilder().setKey(key).setName(name).setKindValue(kind).build();
    }

    void from(Partner partner) {
        key = partner.getKey();
        name = partner.getName();
        kind = partner.getKindValue();
    }
}
