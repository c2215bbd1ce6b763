/** The figures of the current business day, for dashboards. */
package dev.touchline.report.business;
