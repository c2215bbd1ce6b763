/** {@code touchline what-if}: the ledger under another model or policy. */
package dev.touchline.cli.whatif;
