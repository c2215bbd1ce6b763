package dev.touchline.attribution.fold;

/**
 * What one stage has of an order whose net is split.
 *
 * @param percent what the policy gives the stage; it has more if others have no owner
 * @param paid of what was paid
 * @param net of the net
 */
public record PerformanceShare(RelationStage stage, Owner owner, int percent, long paid, long net) {}
