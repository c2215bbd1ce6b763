/** Which two sales are reports of one purchase, and what they are together. Pure. */
package dev.touchline.order.twin;
