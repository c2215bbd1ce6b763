/** What a service tells about itself: metrics, the trace of a fact across feeds, and what is never told. */
package dev.touchline.kit.telemetry;
