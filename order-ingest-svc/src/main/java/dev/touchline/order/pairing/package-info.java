/** Looks for twins after a change, writes what it found, and lists what is doubtful. */
package dev.touchline.order.pairing;
