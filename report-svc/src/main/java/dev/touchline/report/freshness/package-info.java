/** How far the reports are behind the ledger. */
package dev.touchline.report.freshness;
