/**
 * The same fold over many persons at once, from columns of primitive values instead of objects, for sums instead of
 * ledgers. {@link dev.touchline.attribution.fold.Fold} says what is right; a property holds the two together.
 */
package dev.touchline.attribution.fold.columns;
