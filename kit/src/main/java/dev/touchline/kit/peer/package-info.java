/** How services call each other. */
package dev.touchline.kit.peer;
