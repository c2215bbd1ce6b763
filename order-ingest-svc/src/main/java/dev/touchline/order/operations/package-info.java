/** What can be proven about live data, and what waits. */
package dev.touchline.order.operations;
