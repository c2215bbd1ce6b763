/** Documents on their way in, from the call to the books. */
package dev.touchline.order.intake;
