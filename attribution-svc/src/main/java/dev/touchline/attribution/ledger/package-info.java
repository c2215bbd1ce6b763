/** Folds those who are dirty and keeps the campaign ledger. */
package dev.touchline.attribution.ledger;
