/** Answers why an order's money is where it is. */
package dev.touchline.attribution.why;
