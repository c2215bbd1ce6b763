/** What may be reported of a touch: the rules of its stages and of its coupon. Free of frameworks and of the clock. */
package dev.touchline.touch.journey;
