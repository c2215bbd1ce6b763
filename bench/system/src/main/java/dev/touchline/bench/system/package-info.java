/** Benchmarks of the packaged services, started as a user starts them: ingest, freshness, growth. */
package dev.touchline.bench.system;
