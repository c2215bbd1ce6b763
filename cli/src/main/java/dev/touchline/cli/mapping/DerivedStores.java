package dev.touchline.cli.mapping;

import dev.touchline.member.v1.StoreKind;

/**
 * Stores that no file lists and that are taken from a column of the orders.
 *
 * @param brand brand of all of them
 * @param kind kind of all of them
 */
public record DerivedStores(String brand, StoreKind kind) {}
