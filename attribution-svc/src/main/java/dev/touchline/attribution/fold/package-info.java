/**
 * The fold: facts of one person and the policy in force go in, the ledger comes out. Plain Java without clock or I/O;
 * the same facts in any order, any number of times, give the same ledger. Begin reading at {@link
 * dev.touchline.attribution.fold.Fold}.
 */
package dev.touchline.attribution.fold;
