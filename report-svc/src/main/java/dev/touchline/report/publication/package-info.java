/** Published numbers: when a period is frozen, how a copy is made once, and that it never changes. */
package dev.touchline.report.publication;
