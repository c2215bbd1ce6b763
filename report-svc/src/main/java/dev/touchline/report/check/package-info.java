/** What this service proves about its live data. */
package dev.touchline.report.check;
