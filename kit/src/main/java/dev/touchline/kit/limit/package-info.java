/** How much a service takes on at once. */
package dev.touchline.kit.limit;
