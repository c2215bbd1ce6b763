/**
 * What the ledger would be under another model or policy: all facts, in columns in memory, folded on all cores. Nothing is
 * written. Begin reading at {@link dev.touchline.attribution.whatif.WhatIf}.
 */
package dev.touchline.attribution.whatif;
