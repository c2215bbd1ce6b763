/** Who must be folded again, and who is the same person. */
package dev.touchline.attribution.dirty;
