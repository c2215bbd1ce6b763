/** How a batch of events becomes a few statements. */
package dev.touchline.report.batch;
