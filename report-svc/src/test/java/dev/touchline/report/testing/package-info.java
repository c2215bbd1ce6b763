/** Small ledgers, touches and members for tests, and how they reach the service. */
package dev.touchline.report.testing;
