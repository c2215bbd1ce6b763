package dev.touchline.member.organisation;

import dev.touchline.member.v1.Store;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;

/** A store as it is stored, with the regions it belonged to. */
@Entity
@Table(name = "store")
class StoreEntity extends UnitEntity {

    @Column(columnDefinition = "text")
    String brand;

    int kind;

    @Column(name = "time_zone", columnDefinition = "text")
    String timeZone;

    @Column(name = "cut_off_hour")
    Integer cutOffHour;

    @ElementCollection
    @CollectionTable(name = "store_region", joinColumns = @JoinColumn(name = "store", columnDefinition = "text"))
    @OrderColumn(name = "nr")
    List<PlacementPart> placements = new ArrayList<>();

    Store toMessage() {
        Store.Builder store = Store.newBuilder()
                .setKey(key)
                .setName(name)
                .setBrand(brand)
                .setKindValue(kind)
                .setTimeZone(timeZone);
        if (cutOffHour != null) {
            store.setCutOffHour(cutOffHour);
        }
        placements.forEach(placement -> store.addRegions(placement.toMessage()));
        return store.build();
    }

    void from(Store store) {
        key = store.getKey();
        name = store.getName();
        brand = store.getBrand();
        kind = store.getKindValue();
        timeZone = store.getTimeZone();
        cutOffHour = store.hasCutOffHour() ? store.getCutOffHour() : null;
        PlacementPart.replace(placements, store.getRegionsList());
    }
}
