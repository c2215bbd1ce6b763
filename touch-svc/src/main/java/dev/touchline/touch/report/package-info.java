/**
 * Touches: reports come in, are judged by the rules of {@code journey}, and become facts with events.
 *
 * <p>Locks, always in this order: identities by hash, touches by (source, number).
 */
package dev.touchline.touch.report;
