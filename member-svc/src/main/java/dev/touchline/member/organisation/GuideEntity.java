package dev.touchline.member.organisation;

import dev.touchline.member.v1.Guide;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;

/** A guide as it is stored, with the stores where they worked. */
@Entity
@Table(name = "guide")
class GuideEntity extends UnitEntity {

    boolean cloud;

    @ElementCollection
    @CollectionTable(name = "guide_store", joinColumns = @JoinColumn(name = "guide", columnDefinition = "text"))
    @OrderColumn(name = "nr")
    List<PlacementPart> placements = new ArrayList<>();

    Guide toMessage() {
        Guide.Builder guide = Guide.newBuilder().setKey(key).setName(name).setCloud(cloud);
        placements.forEach(placement -> guide.addStores(placement.toMessage()));
        return guide.build();
    }

    void from(Guide guide) {
        key = guide.getKey();
        name = guide.getName();
        cloud = guide.getCloud();
        PlacementPart.replace(placements, guide.getStoresList());
    }
}
