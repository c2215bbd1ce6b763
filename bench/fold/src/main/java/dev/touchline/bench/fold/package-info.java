/** JMH benchmark of the pure fold. */
package dev.touchline.bench.fold;
