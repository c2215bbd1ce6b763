/** Documents that were not accepted, with the reason. */
package dev.touchline.order.quarantine;
