/** Empowered performance (赋能业绩): the reports and their figures, each explained in docs/numbers.md. */
package dev.touchline.report.performance;
