package dev.touchline.member.organisation;

import dev.touchline.member.v1.Brand;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A brand as it is stored. */
@Entity
@Table(name = "brand")
class BrandEntity extends UnitEntity {

    @Column(name = "time_zone", columnDefinition = "text")
    String timeZone;

    @Column(name = "cut_off_hour")
    int cutOffHour;

    Brand toMessage() {
        return Brand.newBuilder()
                .setKey(key)
                .setName(name)
                .setTimeZone(timeZone)
                .setCutOffHour(cutOffHour)
                .build();
    }

    void from(Brand brand) {
        key = brand.getKey();
        name = brand.getName();
        timeZone = brand.getTimeZone();
        cutOffHour = brand.getCutOffHour();
    }
}
