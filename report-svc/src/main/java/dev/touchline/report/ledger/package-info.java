/** The leaf facts of all money: what attribution-svc decided for each sale and brand. */
package dev.touchline.report.ledger;
