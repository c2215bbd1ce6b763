/** Policies: seen, checked, adopted. */
package dev.touchline.cli.policy;
