package dev.touchline.attribution.fold;

/**
 * Whose performance (业绩) an amount is, and which role decided. One owner has the whole amount, unless the
 * policy splits between stages: then this is who closed, and {@link PerformanceShare} says what each stage has.
 *
 * @param touchGuide guide who executed the officially credited touch; empty: none
 * @param assisting that guide, if it is a cloud guide who does not own the performance; empty: none. It moves no money
 */
public record Performance(Owner owner, PerformanceRole role, String touchGuide, String assisting) {}
