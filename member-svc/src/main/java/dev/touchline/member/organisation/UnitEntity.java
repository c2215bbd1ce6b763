package dev.touchline.member.organisation;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;

/** What all units of the organisation have: a key, a name, and how often they changed. */
@MappedSuperclass
abstract class UnitEntity extends PanacheEntityBase {

    @Id
    @Column(columnDefinition = "text")
    String key;

    long version;

    @Column(columnDefinition = "text")
    String name;
}
