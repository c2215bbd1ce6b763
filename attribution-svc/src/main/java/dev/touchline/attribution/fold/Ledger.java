package dev.touchline.attribution.fold;

import java.util.List;

/** All entries of one person, by sale key and brand; one for each sale and brand. */
public record Ledger(List<LedgerEntry> entries) {}
