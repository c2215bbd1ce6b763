package dev.touchline.attribution.fold;

/** The stages of the relation with a member, between which a policy may split the net of online orders. */
public enum RelationStage {
    /** 拉新: added the member to the brand. */
    ADD,
    /** 养客: works the member. */
    NURTURE,
    /** 成交: closed the sale; who has all of it where nothing is split. */
    CLOSE
}
