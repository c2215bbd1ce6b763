package dev.touchline.member.organisation;

import dev.touchline.member.v1.Region;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A region as it is stored. */
@Entity
@Table(name = "region")
class RegionEntity extends UnitEntity {

    @Column(columnDefinition = "text")
    String brand;

    @Column(columnDefinition = "text")
    String parent;

    Region toMessage() {
        return Region.newBuilder()
                .setKey(key)
                .setName(name)
                .setBrand(brand)
                .setParent(parent)
                .build();
    }

    void from(Region region) {
        key = region.getKey();
        name = region.getName();
        brand = region.getBrand();
        parent = region.getParent();
    }
}
