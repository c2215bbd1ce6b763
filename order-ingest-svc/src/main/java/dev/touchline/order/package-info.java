/** Takes order documents in, recognises duplicates and conflicts, and tells everybody what was sold. */
package dev.touchline.order;
