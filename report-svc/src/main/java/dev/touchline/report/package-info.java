/** report-svc: empowered performance, for people and programs. Everything is learned from the feeds of other services. */
package dev.touchline.report;
