/** What telemetry tests need: a real Prometheus fed with what services export, the queries that people made, drawings. */
package dev.touchline.e2e.telemetry;
