/** How calls are refused and failures are rendered. */
package dev.touchline.kit.error;
