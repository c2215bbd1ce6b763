/** Work that goes on until the process stops, and how it stops: what has begun is finished. */
package dev.touchline.kit.loop;
