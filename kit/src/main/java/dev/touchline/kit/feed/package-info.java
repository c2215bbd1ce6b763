/** How facts travel between services: inbox, sequencer, feed, long poll, cursor. */
package dev.touchline.kit.feed;
