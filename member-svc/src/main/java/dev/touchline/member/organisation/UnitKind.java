package dev.touchline.member.organisation;

import dev.touchline.member.v1.Brand;
import dev.touchline.member.v1.Guide;
import dev.touchline.member.v1.MemberEvent;
import dev.touchline.member.v1.Partner;
import dev.touchline.member.v1.Region;
import dev.touchline.member.v1.Store;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * How a kind of unit is read, stored and told.
 *
 * @param <M> its message
 * @param <E> its entity
 * @param name first part of its feed keys
 * @param byKeys HQL that loads units, with their placements, by {@code :keys}
 * @param type its entity class
 * @param create makes an empty entity
 * @param form checks and normalises a message
 * @param key key of a message
 * @param show message of an entity
 * @param fill makes an entity say what a message says
 * @param tell puts a message into an event
 */
record UnitKind<M, E extends UnitEntity>(
        String name,
        String byKeys,
        Class<E> type,
        Supplier<E> create,
        UnaryOperator<M> form,
        Function<M, String> key,
        Function<E, M> show,
        BiConsumer<E, M> fill,
        BiConsumer<MemberEvent.Builder, M> tell) {

    static final UnitKind<Brand, BrandEntity> BRAND = new UnitKind<>(
            "brand",
            "from BrandEntity where key in :keys",
            BrandEntity.class,
            BrandEntity::new,
            OrganisationForm::brand,
            Brand::getKey,
            BrandEntity::toMessage,
            BrandEntity::from,
            MemberEvent.Builder::setBrand);

    static final UnitKind<Region, RegionEntity> REGION = new UnitKind<>(
            "region",
            "from RegionEntity where key in :keys",
            RegionEntity.class,
            RegionEntity::new,
            OrganisationForm::region,
            Region::getKey,
            RegionEntity::toMessage,
            RegionEntity::from,
            MemberEvent.Builder::setRegion);

    static final UnitKind<Store, StoreEntity> STORE = new UnitKind<>(
            "store",
            "select distinct unit from StoreEntity unit left join fetch unit.placements where unit.key in :keys",
            StoreEntity.class,
            StoreEntity::new,
            OrganisationForm::store,
            Store::getKey,
            StoreEntity::toMessage,
            StoreEntity::from,
            MemberEvent.Builder::setStore);

    static final UnitKind<Guide, GuideEntity> GUIDE = new UnitKind<>(
            "guide",
            "select distinct unit from GuideEntity unit left join fetch unit.placements where unit.key in :keys",
            GuideEntity.class,
            GuideEntity::new,
            OrganisationForm::guide,
            Guide::getKey,
            GuideEntity::toMessage,
            GuideEntity::from,
            MemberEvent.Builder::setGuide);

    static final UnitKind<Partner, PartnerEntity> PARTNER = new UnitKind<>(
            "partner",
            "from PartnerEntity where key in :keys",
            PartnerEntity.class,
            PartnerEntity::new,
            OrganisationForm::partner,
            Partner::getKey,
            PartnerEntity::toMessage,
            PartnerEntity::from,
            MemberEvent.Builder::setPartner);

    /** The event of a unit. */
    MemberEvent event(long version, M message) {
        MemberEvent.Builder event = MemberEvent.newBuilder().setVersion(version);
        tell.accept(event, message);
        return event.build();
    }
}
